"""Pictures as SVG, drawn from plain values: a trip's route and tracks, a world map, a calendar and bars.

values (`timeline.reading.pages.pictures` makes them) -> `route_map`, `world_map`, `calendar`, `bars`, `tracks` ->
`Picture` -> `svg_file` for a file of its own or `inline_svg` for a page. Pure, and the same bytes for the same values.
"""
