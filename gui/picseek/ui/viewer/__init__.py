"""Looking at one picture after the other: the viewer, quick look and the slide show.

placement             arithmetic, no Qt
decoding              a file -> an image, on any thread
source                images in memory: the current one, and those decoded ahead
canvas, frames        draws one picture, and plays an animated one
display               brings a picture, its preview and its message onto a canvas
strip, info, bar      what stands around the canvas
position, kept        which of the results is looked at; some of them, found again
page, quick_look      a whole viewer; a picture large over the grid
slide_show            turns the pages by itself
"""
