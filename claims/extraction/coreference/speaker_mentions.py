"""What an article tells of an entity, as findings carry it."""

from claims.extraction import parties
from claims.extraction.coreference.entities import Entity
from claims.extraction.types import MentionKind, SpeakerMention


def _party_of(entity: Entity) -> str:
    """Their own, or that of all members of a group; else that which people of this name lead."""
    of_members = {_party_of(part) for part in entity.members}
    shared = of_members.pop() if len(of_members) == 1 else ""
    return entity.party or shared or parties.load().represented_by(entity.name)


def mention(entity: Entity, position: int) -> SpeakerMention:
    """What the article tells of an entity, with the role as stated at or before ``position``."""
    aliases = sorted(entity.aliases - {entity.name})
    return SpeakerMention(
        name=entity.name,
        kind=entity.kind,
        party=_party_of(entity),
        role=entity.role_at(position) if entity.kind is MentionKind.PERSON else "",
        aliases=tuple(aliases),
        members=tuple(part.name for part in entity.members),
        member_parties=tuple(_party_of(part) for part in entity.members),
        certain=entity.certain,
    )
