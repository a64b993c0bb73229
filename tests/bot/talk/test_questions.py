from bot.talk.questions import QUESTIONS, next_question
from bot.words import say
from prompts.brief import Brief, Subject
from prompts.intake import read


def test_the_person_comes_first():
    assert next_question(Brief(subject=Subject())) == "who"


def test_what_is_said_is_not_asked():
    assert next_question(read("a retired boxer of 62").brief) == "key"
    assert next_question(read("a retired boxer of 62, key from the left").brief) == "place"


def test_a_look_answers_for_its_light_and_its_place():
    assert next_question(read("a retired boxer of 62, noir").brief) == "use"


def test_what_was_asked_is_not_asked_again():
    assert next_question(Brief(subject=Subject()), {"who"}) == "key"


def test_a_whole_brief_leaves_no_question():
    said = "a retired boxer of 62, noir, for a poster, tense"

    assert next_question(read(said).brief) is None


def test_every_question_has_words():
    assert all(say(f"talk.ask.{name}").endswith(("?", ".")) for name in QUESTIONS)
