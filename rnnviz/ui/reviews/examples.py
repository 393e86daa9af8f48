"""Reviews to begin with, written for rnnviz."""

from collections.abc import Mapping

__all__ = ["EXAMPLES"]

EXAMPLES: Mapping[str, str] = {
    "mixed": (
        "The first half is slow and the jokes are terrible, and I almost gave up on it. Then the story finds "
        "its heart: the two leads are excellent together, the last act is beautiful, and I left the cinema "
        "with a smile. Not a perfect film, but a truly lovely one."
    ),
    "clearly positive": (
        "A wonderful film. The acting is superb, the music is beautiful and the story kept me happy from the "
        "first minute to the last. One of the best I have seen in years, and highly recommended to everyone."
    ),
    "clearly negative": (
        "What a waste of time. The plot is stupid, the acting is awful and the dialogue is even worse. I was "
        "bored after ten minutes and angry after twenty. Avoid this terrible mess."
    ),
    "negated": (
        "This is not a good film. The actors are not funny, the ending is not a surprise, and I would not "
        "recommend it to anyone who was hoping for something great."
    ),
    "sarcastic": (
        "Oh great, one more brilliant masterpiece about a car that explodes. I just loved how the perfect "
        "hero never misses, and what a wonderful idea to leave out the plot. My favourite part was the end "
        "credits."
    ),
    "very short": "Great.",
    "very long": (
        "I went in expecting very little, because the poster promised one more story about a retired "
        "detective who is asked to solve a last case, and for the first half hour that is just what we get. "
        "He drinks, he stares out of windows, he insults a young partner who admires him anyway. The dialogue "
        "is stiff, the rain never stops, and the music tells us what to feel about ten seconds before "
        "anything happens. I looked at my watch twice. Then something strange occurs. The young partner finds "
        "a mistake in the old case, and the film slowly turns around and begins to look at its hero as a man "
        "who was wrong for thirty years. From that scene on I could not look away. The director stops hiding "
        "behind the weather and lets the actors talk to each other, and both of them are wonderful. There is "
        "a long quiet scene in a kitchen, with nothing but two people and a pot of soup, that is among the "
        "best things I have seen this year. Nobody shouts and nobody cries, and yet the whole story changes "
        "in it. Not everything works. The subplot with the mayor is a waste of time, the chase through the "
        "harbour is badly cut and far too dark, and the final explanation goes on for so long that I wanted "
        "to leave the room. The wife is a terrible part, written as if nobody had ever met a woman, and the "
        "actress deserves better. I also found the last shot silly. But I have thought about this film every "
        "day since. It is about the awful comfort of being sure, and about what is left of a person when that "
        "comfort is taken away. The photography is beautiful once the sun comes out, the young partner is "
        "played with great warmth and intelligence, and the old man, who could have been a cliche, becomes "
        "someone you know. I laughed more than I expected, and at the end half of the audience sat still "
        "until the lights came on. So yes, it is too long, and yes, you have seen the first half before. Stay "
        "for the second. It is moving, funny, and honest in a way that very few thrillers dare to be, and I "
        "will gladly watch it again, perhaps from the middle."
    ),
    "unknown words": (
        "The flumbergasting zorblax quandoodles wibbled through a snorfulous glimmerwock, and Wexelbrook's "
        "performance as the vorpish krendelmoot was good."
    ),
    "not English": (
        "Ein wunderbarer Film mit großartigen Schauspielern, der mich von Anfang bis Ende begeistert hat. Die "
        "Musik ist traumhaft und die Geschichte bleibt im Gedächtnis."
    ),
}
"""By name; the first is what a new visitor sees."""
