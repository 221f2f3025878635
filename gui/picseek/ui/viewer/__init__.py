"""Looking at one picture at a time: the viewer, quick look and the slide show.

page, quick_look      a whole viewer; a large picture over the grid
controller            opens and closes them, and connects them to the library
slide_show            shows the next picture by itself

canvas, animation     draws one picture; plays an animated one
placement             where the picture lies on the canvas: arithmetic, no Qt
display               puts a picture, its preview or a message on the canvas
picture_source        images in memory: the current one, and neighbors decoded ahead
position              which of the results is shown
selection_memory      the pictures that were selected, found again after the results change

bar, strip, toast     controls, film strip and short messages around the canvas
info, info_text       the information panel and what it says
actions               the viewer's QActions
reduced_motion        whether the system asks for less animation
"""
