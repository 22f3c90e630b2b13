"""Words that are told by telephone: 256, short, plain and unlike each other."""

LIST = """
acorn amber anchor apple apron arrow atlas attic autumn baker bamboo banjo barley barrel basin
basket beacon beaver bell berry bicycle biscuit blanket blossom bottle bracket branch bread brick
bridge broom bucket bugle bunting butter button cabin cactus camel candle canoe canvas caravan
carpet carrot castle cedar cellar chalk cherry chestnut chimney clover cobble coconut comet compass
copper coral corner cottage cotton cricket crumpet crystal curtain cushion daisy dolphin donkey door
dove drum eagle earth easel elbow elder elm ember engine envelope falcon feather fern ferry fiddle
field finch flag flint flute forest fossil fountain fox garden garlic gate ginger giraffe globe
goose granite grape guitar hamlet hammer harbour harp hazel hedge helmet heron hill holly honey
horizon island ivory ivy jacket jasmine jelly jigsaw juniper kettle kite kitten ladder lagoon
lantern lark lavender lemon lettuce library lighthouse lilac lily linen lion lizard lobster magnet
mango maple marble market meadow melon mill mint mirror mitten monkey moon moss mountain mushroom
mustard needle nest nettle nutmeg oak oasis ocean olive onion orange orchard otter owl oyster paddle
palm pansy paper parcel parrot parsley pasture pebble pelican pencil penguin pepper piano picnic
pigeon pillow pine planet plum pocket pond poppy potato pottery puffin pumpkin puzzle quarry quilt
rabbit radish raft rainbow raven ribbon river robin rocket rope saddle saffron sailor salmon sandal
satchel scarf seagull shell shovel silver snail spoon squirrel stable sunset thimble thistle thunder
tiger timber toast tomato tractor trumpet tulip tunnel turnip turtle umbrella valley velvet village
violin wagon walnut waterfall whistle willow windmill window
"""
WORDS = tuple(LIST.split())
