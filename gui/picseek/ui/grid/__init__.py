"""The grid: a view whose geometry is arithmetic, so that a million pictures scroll like a hundred.

view        GridView: model, selection, mouse
keys        below it: the keyboard
timeline    below that: the scrubber beside the cells
watch       below that: what shows, and getting the next screen ready
canvas      below that: painting cells and headers
area        below that: geometry, scrolling, zoom

sections    the whole geometry: headers and bodies below each other, moving the cursor
geometry    a body of equal cells; boxes, steps, scroll bars
justified   a body of rows that fill the width
layout      which of them suits

delegate    how one cell is drawn
badges, header, scrubber    what else is drawn
band, selection, place, drag, search, changes    one thing each that the view does
accessible  the grid as a screen reader sees it
guard       keeps exceptions out of Qt's overrides
"""
