from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.models import Prefetch

from sources.querysets import CitedQuerySet, gated


class FrameworkTrackQuerySet(CitedQuerySet):
    def for_page(self) -> Any:
        """With its mappings, and everything said of it."""
        return self.with_links().prefetch_related(
            gated("mappings", "tracks.TrackMapping"), gated("points", "tracks.TrackPoint")
        )


class TrackPointQuerySet(CitedQuerySet):
    def for_rows(self) -> Any:
        """Besides with the mappings of its track to the same theme, as ``same`` of that track."""
        mapping: Any = apps.get_model("tracks.TrackMapping")
        same = mapping.objects.public().filter(relation__in=mapping.SAME).select_related("track")
        return (
            super()
            .for_rows()
            .prefetch_related(Prefetch("framework_track__mappings", queryset=same, to_attr="same"))
        )


class TrackQuerySet(CitedQuerySet):
    def listed(self) -> Any:
        """All, whatever collection is chosen: the tracks are the frame in which each is read."""
        return self

    def for_list(self) -> Any:
        return self

    def for_graph(self) -> Any:
        """With what it rests on, and which tracks of which frameworks map to it."""
        return self.with_citations().prefetch_related(gated("mappings", "tracks.TrackMapping"))

    def for_detail(self) -> Any:
        mapping = apps.get_model("tracks.TrackMapping")._default_manager
        framework_track = apps.get_model("tracks.FrameworkTrack")._default_manager
        return self.with_evidence().prefetch_related(
            Prefetch(
                "mappings",
                queryset=mapping.public()
                .with_evidence()
                .select_related("track")
                .prefetch_related(
                    Prefetch(
                        "framework_track",
                        queryset=framework_track.public().with_evidence().for_page(),
                    )
                )
                .order_by("framework_track__framework__order", "framework_track__position"),
            ),
            Prefetch("concepts", queryset=apps.get_model("tracks.Concept").objects.public()),
        )


class FrameworkQuerySet(CitedQuerySet):
    def for_list(self) -> Any:
        """With the list of tracks, and no more of each than its label and definition."""
        return self.with_evidence().prefetch_related(
            "originators", gated("framework_tracks", "tracks.FrameworkTrack")
        )

    def for_rows(self) -> Any:
        """The same for the API, which gives both sides of a disagreement with it alone."""
        tracks = apps.get_model("tracks.FrameworkTrack")._default_manager.public()
        return (
            super()
            .for_rows()
            .prefetch_related(
                "originators", Prefetch("framework_tracks", queryset=tracks.for_rows())
            )
        )

    def with_tracks(self) -> Any:
        """With its tracks, and no evidence."""
        tracks = apps.get_model("tracks.FrameworkTrack")._default_manager.public()
        return self.prefetch_related(Prefetch("framework_tracks", queryset=tracks))

    def for_crosswalk(self) -> Any:
        """With its tracks and the themes that they map to, each with its evidence."""
        tracks = apps.get_model("tracks.FrameworkTrack")._default_manager.public()
        mappings = gated("mappings", "tracks.TrackMapping")
        return self.with_evidence().prefetch_related(
            "originators",
            Prefetch(
                "framework_tracks", queryset=tracks.with_evidence().prefetch_related(mappings)
            ),
        )

    for_graph = for_crosswalk

    def for_detail(self) -> Any:
        tracks = apps.get_model("tracks.FrameworkTrack")._default_manager
        return self.with_evidence().prefetch_related(
            "originators",
            Prefetch("framework_tracks", queryset=tracks.public().with_evidence().for_page()),
            gated("relations", "tracks.TrackRelation"),
        )


class ConceptQuerySet(CitedQuerySet):
    def for_list(self) -> Any:
        concepts = self.model._default_manager.public()
        return self.with_evidence().prefetch_related(
            Prefetch("broader", queryset=concepts),
            Prefetch("tracks", queryset=apps.get_model("tracks.Track").objects.public()),
            gated("points", "tracks.ConceptPoint"),
        )

    for_detail = for_list

    def for_rows(self) -> Any:
        """The same for the API; the broader concept is there even if it is not public."""
        points = apps.get_model("tracks.ConceptPoint")._default_manager.public()
        return (
            super()
            .for_rows()
            .select_related("broader")
            .prefetch_related(
                Prefetch("tracks", queryset=apps.get_model("tracks.Track").objects.public()),
                Prefetch("points", queryset=points.for_rows()),
            )
        )


class PrincipleQuerySet(CitedQuerySet):
    def for_list(self) -> Any:
        return self.with_evidence()

    for_detail = for_list


class PhaseQuerySet(CitedQuerySet):
    def for_list(self) -> Any:
        return self.with_evidence().prefetch_related(gated("steps", "tracks.GuidelineStep"))

    for_detail = for_list

    def for_rows(self) -> Any:
        """The same for the API."""
        steps = apps.get_model("tracks.GuidelineStep")._default_manager.public()
        return super().for_rows().prefetch_related(Prefetch("steps", queryset=steps.for_rows()))
