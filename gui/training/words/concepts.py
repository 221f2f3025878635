"""The things that words can name: the encoder's classes, and everyday things by hand.

An everyday thing whose name WordNet knows is seen by all classes at or below its sense that has
classes: "dog" by 118 breeds. One without classes below it ("sunset") is told in the joint space and
from labels and captions only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from training.words.classes import class_synsets
from training.words.names import Names
from training.words.wordnet import WordNet

_WRONG_SENSE = frozenset(
    [
        "person",
        "man",
        "woman",
        "child",
        "boy",
        "girl",
        "baby",
        "face",
        "group",
        "group_of_people",
        "couple",
        "family",
        "portrait",
        "selfie",
        "smile",
        "hand",
        "eye",
        "hair",
        "party",
        "wedding",
        "sky",
        "sun",
        "stars",
        "storm",
        "night",
        "winter",
        "summer",
        "spring",
        "autumn",
        "field",
        "landscape",
        "scenery",
        "wave",
        "path",
        "road",
        "park",
        "glass",
        "plate",
        "ring",
        "suit",
        "tie",
        "pepper",
        "bar",
        "hall",
        "construction",
        "sign",
        "spring",
        "mouse",
        "seal",
        "orange",
        "text",
        "drawing",
        "icon",
        "graphic",
        "table",
        "pet",
        "mammal",
        "field",
        "football",
        "baseball",
        "basketball",
        "volleyball",
        "tennis",
        "golf",
        "playing",
        "running",
        "standing",
        "sitting",
        "riding",
        "swimming",
        "rider",
        "sport",
        "food",
        "drink",
        "village",
        "city",
        "skyline",
        "room",
        "farm",
        "island",
        "market",
    ]
)
"""Names of which WordNet's sense with most classes is not, or not only, what photos of the
thing show, or what the encoder's classes below it would miss; some
have classes in `_CLASSES` instead."""

_CLASSES: Mapping[str, str] = {
    "baby": "bib, crib, cradle, diaper, bassinet",
    "wedding": "groom",
    "football": "soccer ball, football helmet",
    "baseball": "baseball, ballplayer",
    "basketball": "basketball",
    "volleyball": "volleyball",
    "tennis": "tennis ball, racket",
    "golf": "golf ball, golfcart",
    "mouse": "mouse",
    "computer mouse": "mouse",
    "orange": "orange",
    "pepper": "bell pepper",
    "seal": "sea lion",
    "table": "dining table, desk, pool table",
    "glass": "goblet, beer glass, wine bottle",
    "plate": "plate, plate rack",
    "suit": "suit",
    "tie": "Windsor tie, bow tie, bolo tie",
    "swimming": "swimming trunks, bathing cap, snorkel",
    "sign": "street sign, traffic light",
    "glasses": "sunglasses, sunglass",
    "text": "menu, book jacket, crossword puzzle, web site, comic book",
    "document": "menu, envelope, web site",
    "screenshot": "web site",
    "drawing": "comic book",
    "mammal": "",
    "toy": "teddy, pinwheel, swing, jigsaw puzzle, maraca",
    "dress": "gown, hoopskirt, abaya",
    "fountain": "fountain",
    "horse": "sorrel, horse cart",
    "cow": "ox",
    "chicken": "cock, hen",
    "deer": "impala, gazelle, hartebeest",
    "motorcycle": "moped, motor scooter",
    "toilet": "toilet seat",
    "sink": "washbasin",
    "cup": "cup, coffee mug",
    "coffee": "espresso, coffee mug, espresso maker",
    "wine": "red wine, wine bottle, goblet",
    "beer": "beer glass, beer bottle",
    "beach": "seashore, sandbar",
    "sea": "seashore, breakwater, promontory",
    "coast": "seashore, promontory, breakwater, sandbar",
    "lake": "lakeside",
    "mountain": "alp, valley, volcano, cliff",
    "harbour": "dock",
    "boat": "canoe, fireboat, gondola, lifeboat, speedboat, yawl, catamaran, trimaran, schooner,"
    " paddle",
    "airplane": "airliner, warplane, wing",
    "train": "bullet train, electric locomotive, steam locomotive, passenger car, freight car",
    "skiing": "ski, alp",
    "skis": "ski",
    "snow": "ski, alp, snowmobile, dogsled, snowplow",
    "kite": "",
    "jacket": "",
    "tower": "bell cote, beacon, water tower",
    "temple": "stupa, mosque",
    "kitchen": "stove, microwave, refrigerator, dishwasher",
    "bathroom": "bathtub, tub, toilet seat, washbasin, shower curtain",
    "bedroom": "four-poster, quilt, studio couch",
    "oven": "stove, microwave, Dutch oven, rotisserie",
    "handbag": "purse",
    "book": "book jacket, bookcase, bookshop",
    "house": "palace, monastery, mobile home, boathouse, picket fence",
    "computer": "desktop computer, laptop, notebook, monitor, screen, computer keyboard",
    "television": "television, entertainment center, screen, monitor",
    "underwater": "scuba diver, coral reef, snorkel, electric ray, brain coral",
    "stairs": "bannister",
    "window": "window shade, window screen",
    "traffic sign": "street sign",
    "playground": "swing",
    "supermarket": "grocery store",
    "shop": "grocery store, bakery, barbershop, bookshop, butcher shop, confectionery, shoe shop,"
    " tobacco shop, toyshop",
    "tennis racket": "racket",
    "mushroom": "mushroom, agaric, bolete, gyromitra, earthstar, stinkhorn, hen-of-the-woods,"
    " coral fungus",
    "flower": "daisy, yellow lady's slipper, pot, vase, greenhouse",
    "potted plant": "pot",
    "plant": "pot, daisy, greenhouse, yellow lady's slipper",
    "hat": "cowboy hat, sombrero, bonnet, bearskin, bathing cap, shower cap",
    "trumpet": "cornet, trombone",
    "fence": "chainlink fence, picket fence, worm fence",
    "tree": "",
    "grass": "",
    "tool": "hammer, screwdriver, power drill, chain saw, hatchet, plane, shovel, lawn mower",
    "gym": "dumbbell, barbell, horizontal bar, parallel bars, balance beam",
    "money": "",
    "hockey": "puck",
    "newspaper": "crossword puzzle",
    "city": "street sign, traffic light, cab, parking meter",
    "road": "street sign, traffic light",
    "street": "street sign, traffic light, cab, parking meter",
    "office": "desk, desktop computer, notebook, monitor, printer, photocopier",
    "living room": "studio couch, entertainment center, fire screen, window shade",
    "dining room": "dining table, china cabinet",
    "library": "library, bookcase, bookshop",
    "sofa": "studio couch",
    "drink": "goblet, cocktail shaker, beer glass, red wine, espresso, eggnog",
    "desert": "",
    "shoe": "running shoe, Loafer, sandal, clog, cowboy boot",
    "shoes": "running shoe, Loafer, sandal, clog, cowboy boot",
    "food": "plate, pizza, cheeseburger, hotdog, burrito, meat loaf, guacamole, consomme, hot pot,"
    " trifle, ice cream, bagel, pretzel, French loaf, mashed potato, carbonara, potpie, espresso,"
    " chocolate sauce, dough",
    "birthday cake": "candle, trifle",
    "christmas tree": "Christmas stocking",
    "concert": "stage, microphone, electric guitar, drum, acoustic guitar",
    "party": "balloon",
    "sport": "ballplayer, scuba diver, basketball, soccer ball, volleyball, rugby ball,"
    " tennis ball,"
    " racket, ski, puck, football helmet, baseball",
}


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing.

    Attributes:
        name: Plain English, lower case, unique.
        synset: Its offset in WordNet 3.0's nouns; None where WordNet has no such noun.
        aliases: More words for it.
        classes: Numbers of the encoder's classes that show it.
    """

    name: str
    synset: int | None
    aliases: tuple[str, ...]
    classes: tuple[int, ...]


def concepts(
    classes: Sequence[str], names: Mapping[str, Names], wordnet: WordNet
) -> tuple[Concept, ...]:
    """All things: those written by hand, then the classes that none of them is.

    Args:
        classes: Names of the encoder's outputs in their order.
        names: Everyday things and their words.
        wordnet: Version 3.0.
    """
    synsets = [each or 0 for each in class_synsets(list(classes), wordnet)]
    everyday = [_everyday(name, synsets, classes, wordnet) for name in names]
    taken = {each.synset for each in everyday}
    used = {each.name for each in everyday}
    found = list(everyday)
    for number, (name, synset) in enumerate(zip(classes, synsets, strict=True)):
        if synset in taken:
            continue
        first, *others = dict.fromkeys((name.lower(), *wordnet.synsets[synset].words))
        free = [each for each in (first, *others) if each not in used]
        label = free[0] if free else f"{first} {number}"
        used.add(label)
        found.append(Concept(label, synset, tuple(free[1:]), (number,)))
    return tuple(found)


def _everyday(
    name: str, synsets: Sequence[int], classes: Sequence[str], wordnet: WordNet
) -> Concept:
    if name in _CLASSES:
        wanted = {each.strip() for each in _CLASSES[name].split(",")}
        chosen = tuple(n for n, each in enumerate(classes) if each in wanted)
        return Concept(name, None, (), chosen)
    if name.replace(" ", "_") in _WRONG_SENSE:
        return Concept(name, None, (), ())
    senses = wordnet.senses.get(name, ())
    if not senses:
        return Concept(name, None, (), ())
    under = {s.synset: wordnet.under(s.synset) for s in senses}
    seen = {
        s: tuple(n for n, each in enumerate(synsets) if each in below) for s, below in under.items()
    }
    best = max(senses, key=lambda sense: (len(seen[sense.synset]), sense.count)).synset
    return Concept(name, best, (), seen[best])
