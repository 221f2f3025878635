"""Which repositories the photos come from, and under which terms."""

from __future__ import annotations

from dataclasses import dataclass

from training.ingest.label_names import (
    CALTECH,
    CHARTS,
    CLOTHES,
    FLOWERS,
    INTEL,
    PLACES,
    SCENES8,
    SKIES,
    WEATHER,
)
from training.ingest.readers import (
    Reader,
    coco40k,
    flickr8k,
    folders,
    food_tags,
    headless_sentences,
    labelled_table,
    msrc,
    places_objects,
    table_sentences,
)


@dataclass(frozen=True)
class Source:
    """One collection of photos.

    Attributes:
        name: Name of its folder.
        repository: `owner/name` on GitHub; all of its history is read.
        what: What it is.
        terms: The terms of use as stated by its authors.
        reader: Makes items out of the repository.
        held_out: Whether it is for tests only, never for training.
    """

    name: str
    repository: str
    what: str
    terms: str
    reader: Reader
    held_out: bool = False


RESEARCH = "research use; the photos belong to their photographers"
FLICKR = "photos of Flickr under their photographers' terms"
UNSTATED = "no licence stated"

SOURCES: list[Source] = [
    Source(
        "flickr8k",
        "RlNZLER/Image-Text-Matching",
        "Flickr8k with all five sentences (Hodosh, Young, Hockenmaier 2013)",
        RESEARCH,
        flickr8k,
    ),
    Source(
        "cocosample",
        "Sarthak-Thareja/semantic-image-search",
        "2,000 photos of COCO, 300 pixels wide, with one sentence each",
        FLICKR + " (COCO; sentences CC BY 4.0)",
        headless_sentences("data/captions.csv", r"data/images/.*\.jpg$"),
    ),
    Source(
        "coco40k",
        "syf0122/COMP5329_Assignment02",
        "40,000 photos of COCO (Lin and others 2014), 250 pixels, with one sentence each; 30,000"
        " with labels of 18 kinds (a label that is missing says nothing)",
        FLICKR + " (COCO; sentences and labels CC BY 4.0)",
        coco40k,
    ),
    Source(
        "msrc",
        "TonyZZX/MultiGraph_MultiLabel_Learning",
        "MSRC v2: snapshots of Microsoft Research Cambridge, 320 pixels, 22 kinds of things"
        " marked wherever they are (Shotton and others 2006; Malisiewicz, Efros 2007)",
        "Microsoft Research: non-commercial research",
        msrc,
        held_out=True,
    ),
    Source(
        "portraits",
        "Hossein88-eng/gender-classification-doe",
        "portraits of men and women out of Pixabay",
        "Pixabay licence, as stated in its README",
        folders(
            r"^data/(?:man|woman)/.*\.jpe?g$",
            r"^data/(\w+)/",
            {"man": "man|portrait|face|person", "woman": "woman|portrait|face|person"},
        ),
    ),
    Source(
        "scenes8",
        "jaaumeadrover/Landscape-Image-Classification",
        "15 kinds of scenes, 200 pixels, mostly grey (Oliva, Torralba 2001; Lazebnik 2006)",
        RESEARCH,
        folders(r"^data/test/.*\.jpg$", r"/test/(\w+)/", SCENES8, 110),
    ),
    Source(
        "landscapes",
        "mohammadzainabbas/Deep-Learning-CS",
        "photos of landscapes, 256 pixels (CycleGAN's Monet set), sentences by a machine (BLIP)",
        "photos of Flickr; sentences: no licence stated",
        table_sentences("data/captions.csv", r"data/raw/input_images/.*\.jpg$"),
    ),
    Source(
        "placesobjects",
        "tonypeng/miniplaces",
        "MiniPlaces' photos in which things were drawn round (128 pixels)",
        "MIT Places: " + RESEARCH,
        places_objects,
    ),
    Source(
        "places",
        "tonypeng/miniplaces",
        "MiniPlaces: 100 kinds of scenes, 128 pixels",
        "MIT Places: " + RESEARCH,
        folders(r"data/images/train/.*\.jpg$", r"/train/\w/(.+)/\d+\.jpg$", PLACES, 60),
    ),
    Source(
        "websites",
        "mattvh/jekyllthemes",
        "screenshots of web pages (themes of a blog program)",
        UNSTATED,
        folders(
            r"^thumbnails/.*\.(?:png|jpe?g)$",
            r"^(thumbnails)/",
            {"thumbnails": "screenshot|website"},
            600,
        ),
    ),
    Source(
        "terminals",
        "mbadolato/iTerm2-Color-Schemes",
        "screenshots of a terminal in many colours",
        "MIT licence",
        folders(
            r"^screenshots/.*\.png$",
            r"^(screenshots)/",
            {"screenshots": "screenshot|terminal|text"},
            60,
        ),
    ),
    Source(
        "charts",
        "vega/vega-lite",
        "charts and maps drawn by a chart library",
        "BSD 3-clause",
        folders(
            r"^examples/compiled/.*\.png$",
            r"compiled/(" + "|".join(CHARTS) + r")_[^/]+$",
            CHARTS,
            80,
            ("diagram",),
        ),
    ),
    Source(
        "rooms",
        "SilviuBR24/room-classification",
        "rooms out of Places365: 6 kinds, 256 pixels",
        "MIT Places: " + RESEARCH,
        folders(r"dataset/train/.*\.jpg$", r"/train/(\w+)/", limit=500),
    ),
    Source(
        "sports",
        "abhijitchak103/sports-classification-cnn",
        "100 kinds of sport, 224 pixels",
        "published on Kaggle as CC0",
        folders(r"/train/.*\.jpg$", r"/train/([^/]+)/", limit=60),
    ),
    Source(
        "intel",
        "Tejanshu9/intel-image-classification",
        "Intel scenes: 6 kinds, 150 pixels",
        "published on Kaggle; no licence stated",
        folders(r"seg_train/seg_train/.*\.jpg$", r"/seg_train/(\w+)/[^/]+$", INTEL, 400),
    ),
    Source(
        "caltech",
        "MachineLearning2020/Homework2-Caltech101",
        "Caltech-101 (Fei-Fei, Fergus, Perona 2004)",
        "CC BY 4.0",
        folders(r"101_Obj.*\.jpg$", r"Categories/([^/]+)/", CALTECH, 60),
    ),
    Source(
        "weather",
        "talalahmad27/Image-Classification-Using-Pretrained-models",
        "clouds, rain, sunshine, sunrise (Ajayi 2018)",
        "CC BY 4.0",
        folders(r"dataset2/.*\.(jpe?g|png)$", r"/(cloudy|rain|shine|sunrise)\d", WEATHER),
    ),
    Source(
        "skies",
        "shubhankarm01/Weather-image-classification",
        "clouds, rain, fog, sunshine, sunrise",
        "published on Kaggle; no licence stated",
        labelled_table("Training_set.csv", r"^train/.*\.jpg$", SKIES),
    ),
    Source(
        "foodtags",
        "feedmejefferson/images",
        "photos of food with tags and titles, out of Pexels",
        "Pexels licence; credits kept in the repository",
        food_tags,
    ),
    Source(
        "dishes",
        "Gandolier/genai_food101_repo",
        "dishes of Food-101 (Bossard, Guillaumin, Van Gool 2014)",
        RESEARCH,
        folders(r"data/train/.*\.jpg$", r"/train/(\w+)/", limit=40, more=("food",)),
    ),
    Source(
        "flowers",
        "RlNZLER/Image-Text-Matching",
        "five kinds of flowers, 224 pixels",
        "CC BY photos of Flickr",
        folders(r"resised_train/.*\.jpg$", r"train/(\w+)/", FLOWERS, 300),
    ),
    Source(
        "food",
        "srohit0/food_mnist",
        "ten dishes of Food-101 (Bossard, Guillaumin, Van Gool 2014)",
        RESEARCH,
        folders(r"^images/.*\.jpg$", r"images/(\w+)/", limit=60, more=("food", "plate")),
    ),
    Source(
        "clothing",
        "alexeygrigorev/clothing-dataset-small",
        "ten kinds of clothes",
        "CC0",
        folders(r"train/.*\.jpg$", r"train/([^/]+)/", CLOTHES, 100),
    ),
    Source(
        "receipts",
        "zzzDavid/ICDAR-2019-SROIE",
        "scanned receipts (Huang and others 2019)",
        RESEARCH,
        folders(r"data/img/.*\.jpe?g$", r"data/(img)/", {"img": "receipt|document|text"}, 400),
    ),
    Source(
        "faces",
        "muxspace/facial_expressions",
        "faces of well-known people, cut out",
        RESEARCH,
        folders(r"^images/.*\.jpg$", r"^(images)/", {"images": "face|portrait|person"}, 700),
    ),
]
