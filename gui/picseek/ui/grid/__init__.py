"""The grid: a view whose geometry is arithmetic, so that a million pictures scroll like a hundred.

view        GridView: model, selection, keyboard, mouse
area        what it stands on: geometry, scrolling, zoom, painting
geometry    the arithmetic, without widgets
delegate    how one cell is drawn
band, selection, place, drag, search, changes    one thing each that the view does
guard       keeps exceptions out of Qt's overrides
"""
