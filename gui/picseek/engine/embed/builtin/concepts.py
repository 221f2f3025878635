"""What the built-in model measures from pixels, as data: concepts, and the words that name them.

What it was trained to recognize is in `resources/models/builtin`: a new picture model needs no
change of code.

In the columns of words a hyphen joins the words of a phrase. German and French adjectives are
given in their base form, and in each form that regular endings do not make.

Words with two meanings are taken as what a picture looks like: "orange", "gold", "lavender" and
"burgundy" are colours, "warm" and "cold" describe the colours, "landscape" and "portrait"
are formats, German "hell" is bright. "Light" counts only beside a colour. Excluded, because the
other meaning is more likely: "rose" (the flower), "silver", "cream", "matt", "bordeaux".
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto


class Kind(Enum):
    """The property of a picture that a concept describes."""

    COLOUR = auto()
    SHADE = auto()
    TONE = auto()
    SHAPE = auto()
    TEXTURE = auto()


@dataclass(frozen=True, slots=True)
class Concept:
    """One property that the model measures.

    Attributes:
        key: Its name, unique.
        english: Words and phrases, hyphen-joined, apart by spaces; so for the others.
        whole: The words describe the picture as a whole: before another noun ("large dog")
            they describe that thing, which the model cannot measure.
    """

    key: str
    kind: Kind
    english: str
    german: str
    french: str
    whole: bool = False


_C, _S, _T, _H, _X = Kind.COLOUR, Kind.SHADE, Kind.TONE, Kind.SHAPE, Kind.TEXTURE

CONCEPTS: tuple[Concept, ...] = (
    Concept("red", _C, "red reddish crimson scarlet", "rot rötlich", "rouge rougeâtre"),
    Concept("orange", _C, "orange orangish", "orangefarben orangen", "orangé"),
    Concept("yellow", _C, "yellow yellowish", "gelb gelblich", "jaune jaunâtre"),
    Concept("green", _C, "green greenish", "grün grünlich gruen", "vert verdâtre"),
    Concept(
        "turquoise",
        _C,
        "turquoise teal cyan aqua aquamarine blue-green green-blue",
        "türkis türkisfarben tuerkis blaugrün",
        "bleu-vert",
    ),
    Concept("blue", _C, "blue bluish", "blau bläulich", "bleu bleuâtre"),
    Concept(
        "purple",
        _C,
        "purple purplish violet lilac lavender mauve indigo",
        "lila violett purpur purpurn",
        "violet violette pourpre",
    ),
    Concept("pink", _C, "pink pinkish magenta fuchsia", "rosa pinkfarben", ""),
    Concept("brown", _C, "brown brownish", "braun bräunlich", "brun marron"),
    Concept(
        "beige",
        _C,
        "beige tan cream-coloured cream-colored ivory",
        "cremefarben elfenbeinfarben",
        "ivoire",
    ),
    Concept("black", _C, "black blackish", "schwarz", "noir"),
    Concept("grey", _C, "grey gray greyish grayish", "grau gräulich", "gris grise grisâtre"),
    Concept("white", _C, "white whitish", "weiß weiss weißlich", "blanc blanche blanchâtre"),
    Concept("gold", _C, "gold golden", "golden goldfarben goldgelb", "doré"),
    Concept(
        "dark red", _S, "maroon burgundy wine-red", "weinrot bordeauxrot", "grenat rouge-bordeaux"
    ),
    Concept("dark green", _S, "forest-green bottle-green", "tannengrün", "vert-sapin"),
    Concept("light green", _S, "lime-green mint-green", "mintgrün", "vert-pomme"),
    Concept("dark blue", _S, "navy navy-blue midnight-blue", "marineblau nachtblau", "bleu-marine"),
    Concept("light blue", _S, "sky-blue baby-blue azure", "himmelblau", "bleu-ciel azur"),
    Concept(
        "dark",
        _T,
        "dark darkish dim gloomy low-key",
        "dunkel dunkle dunkler dunkles dunklen dunklem düster finster",
        "sombre obscur",
    ),
    Concept("bright", _T, "bright high-key light-toned", "hell", "clair lumineux lumineuse"),
    Concept(
        "monochrome",
        _T,
        "black-and-white b&w black-white monochrome monochromatic grayscale greyscale "
        "colourless colorless desaturated",
        "schwarzweiß schwarz-weiß schwarz-und-weiß monochrom graustufen farblos",
        "noir-et-blanc monochrome niveaux-de-gris",
        whole=True,
    ),
    Concept("sepia", _T, "sepia", "sepiafarben", "sépia", whole=True),
    Concept("pastel", _T, "pastel pastels", "pastell pastellfarben pastellig", ""),
    Concept(
        "vivid",
        _T,
        "vivid vibrant saturated strong-colours strong-colors intense-colours intense-colors",
        "kräftig gesättigt leuchtend knallig",
        "vif vive saturé éclatant",
    ),
    Concept(
        "colourful",
        _T,
        "colourful colorful multicoloured multicolored multicolour multicolor many-colours "
        "many-colors rainbow",
        "bunt farbenfroh mehrfarbig vielfarbig",
        "multicolore coloré bariolé",
    ),
    Concept(
        "muted",
        _T,
        "muted dull drab pale washed-out faded unsaturated",
        "gedämpft blass fahl ausgeblichen",
        "terne pâle délavé",
    ),
    Concept(
        "high contrast",
        _T,
        "high-contrast strong-contrast contrasty",
        "kontrastreich starker-kontrast",
        "contrasté fort-contraste",
        whole=True,
    ),
    Concept(
        "low contrast", _T, "low-contrast little-contrast", "kontrastarm", "faible-contraste", True
    ),
    Concept("warm", _T, "warm warm-toned", "warm", "chaud", whole=True),
    Concept("cold", _T, "cold cool cold-toned cool-toned", "kalt kühl", "froid", whole=True),
    Concept(
        "portrait",
        _H,
        "portrait portrait-format vertical upright tall",
        "hochformat hochkant senkrecht",
        "vertical format-portrait",
        whole=True,
    ),
    Concept(
        "landscape",
        _H,
        "landscape landscape-format horizontal wide",
        "querformat waagerecht",
        "horizontal paysage format-paysage",
        whole=True,
    ),
    Concept("square", _H, "square", "quadratisch quadrat", "carré", whole=True),
    Concept(
        "panorama", _H, "panorama panoramic ultrawide very-wide", "breitbild", "panoramique", True
    ),
    Concept(
        "small",
        _H,
        "small tiny little icon icons thumbnail low-resolution low-res",
        "klein winzig",
        "petit icône minuscule basse-résolution",
        whole=True,
    ),
    Concept(
        "large",
        _H,
        "large big huge high-resolution high-res hi-res",
        "groß gross riesig hochauflösend",
        "grand haute-résolution",
        whole=True,
    ),
    Concept(
        "smooth",
        _X,
        "smooth plain uniform minimal minimalist minimalistic empty",
        "glatt schlicht gleichmäßig einfach leer",
        "lisse uniforme minimaliste vide",
        whole=True,
    ),
    Concept(
        "detailed",
        _X,
        "detailed busy cluttered textured intricate",
        "detailreich detailliert unruhig",
        "détaillé texturé",
        whole=True,
    ),
    # Few flat colours; photographs practically never look like that.
    Concept(
        "graphic",
        _X,
        "graphic graphics diagram diagrams chart charts screenshot screenshots clipart clip-art "
        "flat-colours flat-colors",
        "grafik grafiken diagramm diagramme bildschirmfoto",
        "graphique graphiques diagramme diagrammes capture-d'écran",
    ),
)

SHADES: dict[tuple[str, str], str] = {
    ("dark", "red"): "dark red",
    ("dark", "green"): "dark green",
    ("dark", "blue"): "dark blue",
    ("dark", "yellow"): "gold",
    ("light", "red"): "pink",
    ("light", "green"): "light green",
    ("light", "blue"): "light blue",
    ("light", "brown"): "beige",
}
"""Which concept a shade of a colour is; others ("dark purple") are a dark picture with purple."""

AMOUNTS: tuple[str, ...] = tuple(c.key for c in CONCEPTS if c.kind is Kind.COLOUR)
"""Concepts of which the model also measures how much of the picture they fill."""

COMPONENTS: tuple[str, ...] = (
    *(concept.key for concept in CONCEPTS),
    *(f"mostly {key}" for key in AMOUNTS),
)
"""The evidence of a picture, in the order it is stored."""

_GIVE_WAY = """
    portrait landscape paysage icon icons icône rainbow
    graphic graphics diagram diagrams chart charts screenshot screenshots clipart clip-art
    grafik grafiken diagramm diagramme bildschirmfoto
    graphique graphiques diagramme diagrammes capture-d'écran
"""

GIVE_WAY: frozenset[str] = frozenset(_GIVE_WAY.split())
"""Words of the above that mean a thing in the picture, if the picture model was trained on it."""

LAYOUT_CELLS = 9
"""A 3 x 3 grid of mean colours, which no word refers to but similarity uses."""

LAYOUT_DIM = LAYOUT_CELLS * 3 * 2
