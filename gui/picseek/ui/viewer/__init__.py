"""Viewing one picture at a time: the viewer, quick look and slide shows.

page, quick_look      the viewer; a large preview over the grid
controller            opens and closes both, and connects them to the library
slide_show            advances automatically

canvas, animation     draws one picture; plays an animated one
placement             position and scale of the picture on the canvas, without Qt
display               shows a picture, its preview or a message on the canvas
picture_source        decoded images: the current picture and its neighbours
position              the current result, followed while the results change
selection_memory      selected pictures, found again after the results change

explanations          why a picture was found, from the library
match_outlines        outlines around matches on the canvas; outlines draws them
bar, strip, toast     toolbar, filmstrip and short messages
info, info_text       the information panel and its texts
actions               the viewer's QActions
reduced_motion        whether the system asks for less animation
"""
