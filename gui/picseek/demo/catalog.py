"""The sample pictures: subject, size, date and camera."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from picseek.demo import charts, land, papers, patterns, things, town, water
from picseek.demo.canvas import Canvas

NO_CAMERA = ("", "")
PHONE = ("Fairphone", "FP5")
REFLEX = ("Canon", "EOS 80D")
COMPACT = ("SONY", "DSC-RX100M5")

WIDE, TALL, SQUARE, SMALL = (1200, 800), (800, 1200), (900, 900), (640, 480)
PAGE, CHART, SCREEN = (800, 1130), (960, 640), (1280, 800)


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample picture.

    Attributes:
        path: Relative to the samples' folder, with ``/``; the suffix gives the format.
        size: Pixels as seen, i.e. after `turned` is undone.
        when: Local wall-clock time, ISO 8601; also the file's modification time.
        turned: EXIF orientation, 1 to 8; the pixels are stored turned to match it.
        tone: ``grey``, ``sepia`` or ``faded``, or ``""`` as drawn.
        grain: Strength of camera noise, in grey levels; 0 for what no camera took.
        variant: Seed for another drawing of the same subject.
        camera: Make and model for EXIF; without one the file has no EXIF at all.
    """

    path: str
    draw: Callable[[Canvas], None]
    size: tuple[int, int]
    when: str
    turned: int = 1
    tone: str = ""
    grain: float = 2.5
    variant: int = 0
    camera: tuple[str, str] = NO_CAMERA


def _album(folder: str, camera: tuple[str, str], *pictures: Sample) -> Iterator[Sample]:
    """Pictures of one folder and one camera."""
    for picture in pictures:
        yield replace(picture, path=f"{folder}/{picture.path}", camera=camera)


_TRAVELS = (
    *_album(
        "Holidays/2019 Iceland",
        REFLEX,
        Sample("waterfall.jpg", water.waterfall, TALL, "2019-03-11T11:20:05"),
        Sample("northern lights.jpg", water.northern_lights, (1500, 1000), "2019-03-12T23:41:30"),
        Sample("black beach.jpg", water.black_beach, WIDE, "2019-03-13T15:02:11"),
        Sample("IMG_2041.jpg", town.car_in_snow, WIDE, "2019-03-14T09:12:44", turned=6),
        Sample("IMG_2043.jpg", water.glacier_lagoon, WIDE, "2019-03-14T13:55:02", turned=3),
        Sample("IMG_2047.jpg", land.snowy_mountains, WIDE, "2019-03-16T10:31:27", turned=8),
    ),
    *_album(
        "Holidays/2022 Sardinia",
        PHONE,
        Sample("beach.jpg", water.beach, (3000, 2000), "2022-08-03T12:10", grain=1),
        Sample("purple evening.heic", water.purple_sunset, (900, 600), "2022-08-08T21:02:13"),
    ),
    *_album(
        "Holidays/2022 Sardinia",
        COMPACT,
        Sample("DSC00017.jpg", water.sea_sunset, WIDE, "2022-08-03T20:41:09"),
        Sample("DSC00021.jpg", water.sailing, TALL, "2022-08-05T16:18:55", turned=5),
        Sample("coral reef.webp", water.coral_reef, WIDE, "2022-08-06T11:30:40"),
    ),
    *_album(
        "Holidays/2016 Namibia",
        COMPACT,
        Sample("desert.jpg", land.desert, WIDE, "2016-05-22T10:45"),
        Sample("DSC08810.jpg", land.starry_sky, WIDE, "2016-05-23T22:15:31"),
    ),
    *_album(
        "Holidays/2023 Alps",
        PHONE,
        Sample("panorama.jpg", land.mountain_panorama, (3000, 750), "2023-09-17T06:40"),
        Sample("hot-air balloons.avif", land.balloons, WIDE, "2023-09-18T07:12"),
    ),
    *_album(
        "Holidays/2017 Copenhagen",
        REFLEX,
        Sample("colourful houses.jpg", town.canal_houses, WIDE, "2017-06-30T17:25:10"),
        Sample("lighthouse.jpg", water.lighthouse, TALL, "2017-07-02T19:03"),
    ),
    *_album(
        "Holidays/2018 San Francisco",
        REFLEX,
        Sample("red bridge.jpg", town.red_bridge, WIDE, "2018-10-09T18:32:48"),
        Sample("skyscrapers.jpg", town.skyscrapers, TALL, "2018-10-11T12:00:20", turned=7),
        Sample("city at night.webp", town.city_night, (1600, 1000), "2018-10-11T22:47"),
    ),
)
_OUTDOORS = (
    *_album(
        "Outdoors",
        COMPACT,
        Sample("red barn.jpg", land.red_barn, WIDE, "2015-07-19T14:20"),
    ),
    *_album(
        "Outdoors",
        PHONE,
        Sample("green hills.jpg", land.green_hills, (1500, 1000), "2020-05-09T11:11:11"),
        Sample("autumn trees.jpg", land.autumn_trees, WIDE, "2021-10-24T15:33:09"),
        Sample("pine forest.jpg", land.pine_forest, TALL, "2020-11-01T08:02:57"),
        Sample("IMG_3310.jpg", land.rainbow, WIDE, "2021-04-17T18:40:12", turned=2),
        Sample("IMG_3377.jpg", land.sunflowers, WIDE, "2021-07-25T13:05", turned=4),
        Sample("cherry blossom.heic", land.cherry_blossom, (960, 640), "2024-04-06T10:30"),
        Sample("fog.jpg", land.foggy_field, WIDE, "2022-11-13T08:44:19"),
        Sample("full moon.jpg", water.moon_lake, (1000, 1000), "2024-08-19T23:10"),
        Sample(
            "20250314_081502.jpg",
            land.snowy_mountains,
            (900, 600),
            "2025-03-14T08:15:02",
            variant=1,
        ),
    ),
    *_album(
        "Town",
        PHONE,
        Sample("blue car.jpg", town.blue_car, WIDE, "2023-05-11T16:20"),
        Sample("traffic light.jpg", town.traffic_light, TALL, "2024-12-02T17:05:41"),
        Sample("market.jpg", town.market_street, WIDE, "2025-06-14T10:48:26"),
    ),
    *_album(
        "Town",
        NO_CAMERA,
        Sample("brick wall.bmp", patterns.brick_wall, (500, 400), "2016-02-20T12:00"),
    ),
)
_HOME = (
    *_album(
        "People",
        PHONE,
        Sample("Anna.jpg", things.woman_red_hair, TALL, "2020-02-15T15:00"),
        Sample("Uncle Paul with hat.jpg", things.man_hat, (800, 1000), "2021-08-29T17:22:36"),
        Sample("grandmother.jpg", things.grandmother, (800, 1000), "2019-12-24T18:30"),
        Sample("IMG_0815.jpg", things.family, WIDE, "2023-07-02T14:00:10"),
    ),
    *_album(
        "Pets",
        PHONE,
        Sample("black cat.jpg", things.black_cat, SQUARE, "2022-01-08T11:45:33"),
        Sample("IMG_1190.jpg", things.brown_dog, SQUARE, "2024-05-20T09:09:09"),
    ),
    *_album(
        "Garden",
        REFLEX,
        Sample("ladybird.jpg", things.ladybird, WIDE, "2020-06-06T13:13:13"),
        Sample("red roses.jpg", things.roses, SQUARE, "2020-06-21T19:00"),
    ),
    *_album(
        "Food",
        COMPACT,
        Sample("red apple.jpg", things.red_apple, SQUARE, "2018-09-15T12:34"),
        Sample("fruit bowl.jpg", things.fruit_bowl, WIDE, "2018-09-16T10:10"),
    ),
    *_album(
        "Food",
        PHONE,
        Sample("café crème.jpg", things.coffee, SQUARE, "2025-02-01T15:20"),
        Sample("pizza.webp", things.pizza, SQUARE, "2025-08-22T19:45"),
        Sample("birthday cake.heic", things.birthday_cake, (800, 800), "2026-01-17T16:00"),
    ),
    *_album(
        "Icons",
        NO_CAMERA,
        Sample("heart.png", things.heart, (64, 64), "2017-01-01T12:00", grain=0),
        Sample("star.png", things.star, (128, 128), "2017-01-01T12:01", grain=0),
        Sample("sun.gif", things.sun, (96, 96), "2017-01-01T12:02", grain=0),
        Sample("home.bmp", things.home, (64, 64), "2017-01-01T12:03", grain=0),
    ),
)
_PAPERS = (
    *_album(
        "Charts",
        NO_CAMERA,
        Sample("revenue by quarter.png", charts.revenue_bars, CHART, "2024-01-12T09:00", grain=0),
        Sample("electricity.png", charts.stacked_bars, CHART, "2024-02-03T09:30", grain=0),
        Sample("temperature.png", charts.temperature_lines, CHART, "2022-12-30T14:00", grain=0),
        Sample("market share.png", charts.market_share, CHART, "2023-12-05T10:00", grain=0),
        Sample("budget.gif", charts.budget_ring, (800, 533), "2025-01-31T20:00", grain=0),
        Sample("figure_3.png", charts.height_scatter, CHART, "2019-11-20T16:45", grain=0),
        Sample("figure_4.png", charts.age_histogram, CHART, "2019-11-20T16:46", grain=0),
        Sample("shares.png", charts.stock_price, CHART, "2025-12-19T18:00", grain=0),
        Sample("visits.webp", charts.heat_map, CHART, "2021-03-02T11:00", grain=0),
    ),
    *_album(
        "Screenshots",
        NO_CAMERA,
        Sample(
            "Screenshot 2023-03-14 at 10.31.22.png",
            papers.editor_window,
            SCREEN,
            "2023-03-14T10:31:22",
            grain=0,
        ),
        Sample(
            "Screenshot 2025-05-12 at 18.02.40.png",
            papers.terminal,
            SCREEN,
            "2025-05-12T18:02:40",
            grain=0,
        ),
        Sample("Screenshot_20240218.png", papers.chat, (540, 1000), "2024-02-18T17:50", grain=0),
        Sample(
            "Screenshot_20240301.png", papers.settings_page, (540, 960), "2024-03-01T08:10", grain=0
        ),
        Sample("spreadsheet.png", papers.spreadsheet, (1000, 700), "2024-06-30T12:00", grain=0),
    ),
    *_album(
        "Scans",
        NO_CAMERA,
        Sample("letter.tif", papers.letter, PAGE, "2017-05-08T10:00", tone="grey"),
        Sample("scan0003.jpg", papers.invoice, PAGE, "2021-04-20T10:05"),
        Sample("sheet music.jpg", papers.sheet_music, PAGE, "2018-01-14T19:30"),
        Sample("scan0011.jpg", papers.handwriting, PAGE, "2016-11-27T20:20"),
    ),
    *_album(
        "Scans",
        PHONE,
        Sample("receipt.jpg", papers.receipt, TALL, "2022-03-05T17:40"),
    ),
    *_album(
        "Notes",
        PHONE,
        Sample("sticky notes.jpg", papers.sticky_notes, WIDE, "2023-01-09T08:30"),
        Sample("whiteboard.jpg", papers.whiteboard, WIDE, "2023-10-04T15:15"),
    ),
)
_ART = (
    *_album(
        "Patterns",
        NO_CAMERA,
        Sample("red circles.png", patterns.red_circles, SMALL, "2020-08-01T10:00", grain=0),
        Sample("blue stripes.jpg", patterns.blue_stripes, SMALL, "2020-08-01T10:01"),
        Sample(
            "yellow and black stripes.jpg", patterns.diagonal_stripes, SMALL, "2020-08-01T10:02"
        ),
        Sample("checkers.png", patterns.checkers, (512, 512), "2020-08-01T10:03", grain=0),
        Sample("rainbow colours.jpg", patterns.rainbow_gradient, SMALL, "2020-08-01T10:04"),
        Sample("pastel.webp", patterns.pastel_gradient, SMALL, "2020-08-01T10:05"),
        Sample("mosaic.jpg", patterns.mosaic, SQUARE, "2020-08-01T10:06"),
        Sample("triangles.jpg", patterns.triangles, SMALL, "2020-08-01T10:07"),
        Sample("polka dots.jpg", patterns.polka_dots, SMALL, "2020-08-01T10:08"),
        Sample("plaid.jpg", patterns.plaid, SMALL, "2020-08-01T10:09"),
        Sample("honeycomb.jpg", patterns.hexagons, SMALL, "2020-08-01T10:10"),
        Sample("spiral.gif", patterns.spiral, (512, 512), "2020-08-01T10:11", grain=0),
        Sample("waves.avif", patterns.blue_waves, (960, 640), "2020-08-01T10:12"),
        Sample("squares.jpg", patterns.colour_squares, SMALL, "2020-08-01T10:13"),
        Sample("confetti.jpg", patterns.confetti, SMALL, "2020-08-01T10:14"),
        Sample("wood.jpg", patterns.wood, SMALL, "2020-08-01T10:15"),
    ),
)
_OLD_ALBUM = (
    *_album(
        "Old album",
        NO_CAMERA,
        Sample(
            "barn 1958.tif", land.red_barn, (720, 480), "2015-12-27T11:00", tone="sepia", grain=7
        ),
        Sample(
            "wedding journey 1961.jpg",
            water.sailing,
            (720, 480),
            "2015-12-27T11:05",
            tone="sepia",
            grain=7,
        ),
        Sample(
            "portrait.jpg", things.man_hat, (600, 800), "2015-12-27T11:10", tone="grey", grain=7
        ),
        Sample(
            "img004.jpg", town.canal_houses, (900, 600), "2015-12-27T11:15", tone="grey", grain=6
        ),
        Sample(
            "mountains.jpg",
            land.snowy_mountains,
            (900, 600),
            "2015-12-27T11:20",
            tone="grey",
            grain=5,
            variant=2,
        ),
        Sample(
            "seventies beach.jpg",
            water.beach,
            (800, 800),
            "2015-12-27T11:25",
            tone="faded",
            grain=5,
        ),
        Sample(
            "roses, faded.jpg", things.roses, (700, 700), "2015-12-27T11:30", tone="faded", grain=4
        ),
    ),
    *_album(
        "Backup",
        REFLEX,
        Sample("IMG_2041 (copy).jpg", town.car_in_snow, WIDE, "2019-03-14T09:12:44", turned=6),
    ),
)

SAMPLES: tuple[Sample, ...] = (*_TRAVELS, *_OUTDOORS, *_HOME, *_PAPERS, *_ART, *_OLD_ALBUM)
