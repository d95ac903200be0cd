"""Two records become one, one becomes two, and both can be taken back."""

import pytest
from django.db import OperationalError, connection, connections

from claims import curation
from claims.curation.merging import MERGE_RULES
from claims.extraction.folding import fold_name
from claims.locks import LockKey
from claims.models import Alias, Attribution, Decision, Distinction, Source, Speaker, Status
from tests.make import make_attribution, make_party, make_speaker

pytestmark = pytest.mark.django_db


def make_known(name: str, **fields):
    """With the name by which machines find it."""
    speaker = make_speaker(name, identity=fold_name(name), **fields)
    Alias.objects.create(speaker=speaker, name=name, folded=fold_name(name))
    return speaker


def names_of(speaker):
    return {alias.name for alias in speaker.aliases.all()}


def test_every_relation_to_a_speaker_has_a_rule():
    relations = {relation.get_accessor_name() for relation in Speaker._meta.related_objects}
    own = {f.name for f in Speaker._meta.get_fields() if f.is_relation and not f.auto_created}
    through = {"Speaker_members+"}  # the table behind members and groups

    missing = (relations | own) - set(MERGE_RULES) - through - {"merged_into", None}

    assert missing == set(), "say in MERGE_RULES what a merge does with it, and do it"


def test_merging_moves_statements_chains_and_names(curator):
    kept, other = make_known("Volodymyr Zelenskyy"), make_known("Volodymyr Zelensky")
    said, through = make_attribution(speaker=other), make_attribution(via=(other,))

    curation.merge(kept, other, by=curator)

    assert Attribution.objects.get(pk=said.pk).speaker == kept
    assert through.sources.get().speaker == kept
    assert names_of(kept) == {"Volodymyr Zelenskyy", "Volodymyr Zelensky"}


def test_a_merged_address_leads_to_the_kept_one(client, curator):
    kept, other = make_speaker("Ann"), make_speaker("Anne")

    curation.merge(kept, other, by=curator)

    response = client.get(other.get_absolute_url())
    assert (response.status_code, response["Location"]) == (301, kept.get_absolute_url())


def test_memberships_move_in_both_directions_without_doubles(curator):
    kept, other, member, group = (make_speaker() for _ in range(4))
    other.members.set([member, kept])
    kept.members.set([member])
    group.members.set([kept, other])

    curation.merge(kept, other, by=curator)

    assert list(kept.members.all()) == [member]
    assert list(group.members.all()) == [kept]
    assert not other.members.exists()


def test_the_kept_one_learns_party_and_role_it_lacks(curator):
    china = make_party()
    kept, other = make_speaker(role="envoy"), make_speaker(role="spy", party=china)

    curation.merge(kept, other, by=curator)

    kept.refresh_from_db()
    assert (kept.party, kept.role) == (china, "envoy")


def test_a_merge_against_not_the_same_is_refused_and_shows_who_said_so(curator):
    kept, other = make_speaker("Ann"), make_speaker("Anne")
    curation.distinguish(kept, other, by=curator, why="sisters")

    with pytest.raises(curation.ContradictsDistinction, match="alice .*sisters") as caught:
        curation.merge(kept, other, by=curator)

    assert caught.value.distinctions == list(Distinction.objects.all())
    assert Speaker.objects.get(pk=other.pk).merged_into is None


def test_not_the_same_holds_for_what_was_merged_too(curator):
    one, other, third = make_speaker(), make_speaker(), make_speaker()
    curation.distinguish(one, other, by=curator)
    curation.merge(third, other, by=curator)

    with pytest.raises(curation.ContradictsDistinction):
        curation.merge(one, third, by=curator)


def test_a_confirmed_merge_takes_the_earlier_decision_back_and_undo_restores_it(curator):
    kept, other = make_speaker(), make_speaker()
    curation.distinguish(kept, other, by=curator)

    decision = curation.merge(kept, other, by=curator, despite=True)

    assert not Distinction.objects.standing().exists()
    curation.undo(decision, by=curator)
    assert Distinction.objects.between(kept, other).exists()


def test_a_merge_is_undone_after_an_acceptance_of_what_it_moved(curator):
    kept, other = make_speaker(), make_speaker()
    said = make_attribution(speaker=other)
    merge = curation.merge(kept, other, by=curator)
    curation.accept(Attribution.objects.get(pk=said.pk), by=curator)

    curation.undo(merge, by=curator)

    said.refresh_from_db()
    assert (said.speaker, said.status) == (other, Status.ACCEPTED)


def test_a_speaker_that_is_merged_already_is_refused(curator):
    gone = make_speaker("Gone", merged_into=make_speaker("Kept"))

    with pytest.raises(curation.CurationError, match="was merged into Kept"):
        curation.merge(make_speaker(), gone, by=curator)


def test_splitting_gives_the_chosen_to_a_new_speaker_and_tells_the_two_apart(curator):
    ann = make_speaker("Ann Chen")
    stays, goes = make_attribution(speaker=ann), make_attribution(speaker=ann)

    decision = curation.split(
        ann, [goes], name="Ann Chen", kind="person", namesake=True, by=curator
    )

    goes.refresh_from_db()
    assert (goes.speaker.name, goes.status) == ("Ann Chen", Status.CORRECTED)
    assert Attribution.objects.get(pk=stays.pk).speaker == ann
    assert Distinction.objects.between(ann, goes.speaker).exists()
    assert decision.other == goes.speaker


def test_splitting_to_an_existing_speaker_takes_steps_and_names_along(curator):
    ann, bob = make_known("Ann"), make_known("Bob")
    step = make_attribution(via=(ann,)).sources.get()
    alias = Alias.objects.create(speaker=ann, name="B.", folded="b")

    curation.split(ann, [], into=bob, hops=[step], aliases=[alias], by=curator)

    assert Source.objects.get(pk=step.pk).speaker == bob
    assert names_of(bob) == {"Bob", "B."}


def test_what_is_no_longer_the_speakers_is_a_conflict(curator):
    with pytest.raises(curation.StaleStatement, match="no longer"):
        curation.split(make_speaker(), [make_attribution()], name="X", by=curator)


def test_a_new_speaker_is_logged_and_can_be_taken_back(curator):
    made = curation.new_speaker("Ann Chen", "person", party="cn", role="envoy", by=curator)
    decision = Decision.objects.get(speaker=made.pk)

    assert (made.identity, made.family, made.party_id) == ("ann chen", "chen", "cn")
    curation.undo(decision, by=curator)
    assert not Speaker.objects.exists()


def test_a_new_speaker_that_has_words_by_now_is_not_unmade(curator):
    made = curation.new_speaker("Ann Chen", "person", by=curator)
    make_attribution(speaker=made)

    with pytest.raises(curation.StaleStatement, match="rests on this"):
        curation.undo(Decision.objects.get(), by=curator)


def test_a_name_that_is_known_makes_no_second_speaker_unless_it_is_a_namesake(curator):
    make_known("Ann Chen")

    with pytest.raises(curation.CurationError, match="already known"):
        curation.new_speaker("ANN CHEN", "person", by=curator)
    assert curation.new_speaker("Ann Chen", "person", namesake=True, by=curator).identity is None


def test_a_renamed_speaker_is_still_found_by_its_old_name(curator):
    ann = make_known("Ann Chen", family="chen")

    curation.rename(ann, "Ann Lee", by=curator)

    ann.refresh_from_db()
    assert (ann.name, ann.family, ann.identity) == ("Ann Lee", "lee", "ann chen")
    assert names_of(ann) == {"Ann Chen", "Ann Lee"}


@pytest.mark.django_db(transaction=True)
def test_a_merge_waits_until_no_article_is_recorded(django_user_model):
    curator = django_user_model.objects.create(username="alice")
    kept, other = make_speaker(), make_speaker()
    recording = connections.create_connection("default")
    recording.set_autocommit(False)
    with recording.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock_shared(%s)", [LockKey.SPEAKERS])

    with connection.cursor() as cursor:
        cursor.execute("SET lock_timeout = '200ms'")
    with pytest.raises(OperationalError, match="lock timeout"):
        curation.merge(kept, other, by=curator)

    recording.close()
    connection.close()  # and with it the timeout
    assert Speaker.objects.get(pk=other.pk).merged_into is None
