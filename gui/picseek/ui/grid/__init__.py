"""The grid of pictures: computed cell positions, so a million pictures scroll like a hundred.

view            GridView: Qt's view; its overrides call the parts below
viewport        which part of the content shows: geometry, scrolling, zooming
painter         paints cells and headers, and lights up the cell under the pointer
visible         which pictures are on screen; gets the next screen's ready
selection       what is selected, as runs of rows
rubber_band     selects by a box drawn with the mouse
keys            where keys lead; type_ahead finds a name as it is typed
scrubber        the strip of years beside the cells
accessible      the grid as a screen reader sees it

visible_area    where cells and headers lie in the view, for the current offset
sections        the whole geometry: headers and bodies below each other, moving the cursor
geometry        a body of equal cells; boxes, steps, scroll bars
justified       a body of rows that fill the width
layout          chooses the bodies for a style and size
anchor          what stays where it is on screen while the grid changes

results_model   the pictures as a Qt model
arrangement     their shapes, and the sections they fall into
list_diff       few changes between two lists, or a reset

delegate        how one cell is drawn
badges, header  what is drawn on cells and above sections
drag, drag_mime dragging pictures out, as files

badge_controller, name_search    what needs the library: badges, and names not in memory
"""
