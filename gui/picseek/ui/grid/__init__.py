"""The grid of pictures: computed cell positions, so a million pictures scroll like a hundred.

view            GridView: Qt's view; its overrides call the parts below
content         layout, scrolling and zooming
painter         paints cells and headers, and highlights the cell under the pointer
visible_pictures    which pictures are on screen; prefetches the next screen
selection       the selection, as runs of rows
rubber_band     selects with a box drawn by the mouse
keys            moves the cursor; type_ahead finds a name as it is typed
scrubber        the timeline next to the cells
accessible      the grid for screen readers

visible_area    positions of cells and headers in the view, for the current offset
sections        geometry of the whole grid: headers and bodies, moving the cursor
geometry        geometry of a body of equal cells; boxes, steps, scroll bars
justified       geometry of a body of rows that fill the width
layout          chooses the geometry for a style and size
anchor          keeps items in place on screen while the grid changes

results_model   the pictures as a Qt model
arrangement     aspect ratios and sections of the pictures
list_diff       a short list of changes between two lists, or a reset

delegate        draws cells
badges, header  draw badges on cells, and headers above sections
drag, drag_mime dragging pictures as files

actions         the grid's actions and stored settings
badge_controller, name_search    read badges, and names that are not in memory, from the library
"""
