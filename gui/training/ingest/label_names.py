"""What the classes of the sources are called in plain words.

"a|b" stands for several labels, "" for a class that is excluded.
"""

from __future__ import annotations

# What some of MiniPlaces' kinds are called in a question.
PLACES = {
    "yard": "yard|garden",
    "botanical_garden": "botanical garden|garden|flowers",
    "coast": "coast|beach|sea",
    "kitchen": "kitchen",
    "bedroom": "bedroom|bed",
    "bathroom": "bathroom",
    "living_room": "living room",
    "dining_room": "dining room|table",
    "mountain": "mountain",
    "ski_slope": "ski slope|snow",
    "bamboo_forest": "bamboo forest|forest",
    "rainforest": "rainforest|forest",
    "skyscraper": "skyscraper|city|building",
    "market/outdoor": "market",
    "desert/sand": "desert|sand",
    "river": "river|water",
    "bridge": "bridge",
    "highway": "highway|road",
    "harbor": "harbor|boat|water",
    "temple/east_asia": "temple",
    "church/outdoor": "church",
    "track/outdoor": "running track",
    "swimming_pool/outdoor": "swimming pool|water",
    "subway_station/platform": "subway station|train station",
    "stadium/football": "stadium",
    "ice_skating_rink/outdoor": "ice skating rink|ice",
    "monastery/outdoor": "monastery",
    "museum/indoor": "museum",
    "stage/indoor": "stage|concert",
    "bakery/shop": "bakery",
    "restaurant": "restaurant",
    "kindergarden_classroom": "kindergarten|classroom",
    "campsite": "campsite|tent",
}
INTEL = {
    "buildings": "building|city",
    "forest": "forest|tree",
    "glacier": "glacier|ice|snow",
    "mountain": "mountain",
    "sea": "sea|water",
    "street": "street",
}
CALTECH = {
    "BACKGROUND_Google": "",
    "Faces": "face|person",
    "Faces_easy": "face|portrait|person",
    "Motorbikes": "motorcycle",
    "airplanes": "airplane",
    "car_side": "car",
    "yin_yang": "",
    "brain": "",
    "trilobite": "",
    "Leopards": "leopard",
    "cougar_face": "cougar",
    "cougar_body": "cougar",
    "crocodile_head": "crocodile",
    "flamingo_head": "flamingo",
    "bass": "fish",
    "buddha": "buddha|statue",
    "water_lilly": "water lily|flower",
    "lotus": "lotus|flower",
    "sunflower": "sunflower|flower",
    "ketch": "sailboat|boat",
    "schooner": "sailboat|boat",
    "ferry": "ferry|boat",
    "cellphone": "cell phone",
    "stop_sign": "stop sign|sign",
    "windsor_chair": "chair",
    "garfield": "cartoon",
    "snoopy": "cartoon",
}
CLOTHES = {"outwear": "coat|clothing", "longsleeve": "long-sleeved shirt|clothing"}
CLOTHES |= {kind: f"{kind}|clothing" for kind in ("t-shirt", "pants", "shirt", "dress", "shorts")}
CLOTHES |= {kind: f"{kind}|clothing" for kind in ("shoes", "hat", "skirt")}
SCENES8 = {
    "opencountry": "countryside|field",
    "mountain": "mountain",
    "coast": "coast|beach|sea",
    "tallbuilding": "skyscraper|building|city",
    "forest": "forest|tree",
    "store": "shop",
    "industrial": "",
    "insidecity": "city|street|building",
    "street": "street|road",
    "livingRoom": "living room",
    "highway": "highway|road",
    "suburb": "house",
    "bedroom": "bedroom|bed",
    "office": "office",
    "kitchen": "kitchen",
}
WEATHER = {
    "cloudy": "clouds|sky",
    "rain": "rain",
    "shine": "sunshine|sky",
    "sunrise": "sunrise|sunset|sky",
}
CHARTS = {
    "bar": "bar chart|chart",
    "line": "line chart|chart",
    "area": "area chart|chart",
    "arc": "pie chart|chart",
    "geo": "map|chart",
    "point": "scatter plot|chart",
    "circle": "scatter plot|chart",
    "boxplot": "box plot|chart",
    "histogram": "histogram|chart",
    "stacked": "bar chart|chart",
    "layer": "chart",
    "trellis": "chart",
    "rect": "heat map|chart",
}
SKIES = WEATHER | {"rainy": "rain", "foggy": "fog"}
FLOWERS = {kind: f"{kind}|flower" for kind in ("daisy", "dandelion", "roses", "sunflowers")}
FLOWERS |= {"tulips": "tulips|flower"}


# COCO's first categories by their numbers.
COCO_NAMES = {
    1: "person",
    2: "bicycle",
    3: "car",
    4: "motorcycle",
    5: "airplane",
    6: "bus",
    7: "train",
    8: "truck",
    9: "boat",
    10: "traffic light",
    11: "fire hydrant",
    13: "stop sign",
    14: "parking meter",
    15: "bench",
    16: "bird",
    17: "cat",
    18: "dog",
    19: "horse",
}

MSRC_NAMES = (
    "building",
    "grass",
    "tree",
    "cow",
    "horse",
    "sheep",
    "sky",
    "mountain",
    "airplane",
    "water",
    "face",
    "car",
    "bicycle",
    "flower",
    "sign",
    "bird",
    "book",
    "chair",
    "road",
    "cat",
    "dog",
    "body",
    "boat",
)
MSRC_PLAIN = {"face": ("face", "person"), "body": ("person",)}
