"""Marks around a number: nothing of them is left in a plain text."""

from regiobeeld.claims.marks import MARKED, claim_of, left_over, mark, plain


def test_a_marked_number_reads_as_before() -> None:
    assert (
        plain(f"In Almelo rookt {mark(407, '17,3%')} van de volwassenen")
        == "In Almelo rookt 17,3% van de volwassenen"
    )


def test_a_mark_gives_its_claim_back_and_holds_no_digit_of_its_own() -> None:
    text = mark(407, "17,3%")
    assert [claim_of(key) for key, _ in MARKED.findall(text)] == [407]
    assert [sign for sign in text if sign in "0123456789"] == list("173")


def test_a_mark_that_stayed_is_found_with_what_stands_around_it() -> None:
    assert (
        left_over(f'<svg data-merken="12 8 Almelo: {mark(4, "77,1")}"/>')
        == '<svg data-merken="12 8 Almelo: 77,1"/>'
    )
    assert left_over("Almelo: 77,1") == ""
