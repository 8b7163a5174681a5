"""The ledger and the templates of mappings, in memory."""

from __future__ import annotations

from emotune_gui.domain.learning import MappingChange, MappingTemplate, MappingWeights


class FakeChanges:
    def __init__(self) -> None:
        self.told: list[MappingChange] = []
        """Newest first."""

    def of_client(self, client_id: int) -> list[MappingChange]:
        return list(self.told)


class FakeMappingTemplates:
    def __init__(self) -> None:
        self.kept: dict[str, MappingTemplate] = {}
        self.problem = ""

    def list(self) -> list[MappingTemplate]:
        return [self.kept[name] for name in sorted(self.kept)]

    def damaged(self) -> str:
        return self.problem

    def save(self, name: str, weights: MappingWeights) -> MappingTemplate:
        self.kept[name] = MappingTemplate(name, weights.offsets, weights.moments)
        return self.kept[name]

    def delete(self, name: str) -> None:
        del self.kept[name]
