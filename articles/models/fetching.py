"""What is fetched from the web: watched feeds, the pages they led to, sites and their rules."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

MAX_PAGE_FAILURES = 3  # after which a page is given up
MAX_FAILURES = 10  # in a row, after which a feed is asked once a day


class FeedSchedule(models.IntegerChoices):
    """Minutes between two readings."""

    QUARTER_HOUR = 15, "every 15 minutes"
    HOUR = 60, "every hour"
    SIX_HOURS = 360, "every 6 hours"
    DAY = 1440, "every day"


class WatchedFeedQuerySet(models.QuerySet["WatchedFeed"]):
    def due(self) -> "WatchedFeedQuerySet":
        """Those to be read now, the one that waits for the longest first."""
        return self.filter(paused=False, next_at__lte=timezone.now()).order_by("next_at", "pk")


class WatchedFeed(models.Model):
    """A feed whose articles are fetched. ``problem`` is empty where the last reading went well."""

    url = models.URLField(max_length=1000, unique=True)
    title = models.CharField(max_length=300, blank=True)
    outlet = models.ForeignKey(
        "articles.Outlet", on_delete=models.PROTECT, null=True, blank=True, related_name="feeds"
    )
    minutes = models.PositiveIntegerField(choices=FeedSchedule, default=FeedSchedule.HOUR)
    paused = models.BooleanField(default=False)
    next_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True)
    result = models.CharField(max_length=200, blank=True)
    problem = models.TextField(blank=True)
    failures = models.PositiveIntegerField(default=0)
    etag = models.CharField(max_length=200, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )

    objects = WatchedFeedQuerySet.as_manager()

    class Meta:
        ordering = ("title", "url", "pk")
        indexes = [
            models.Index(fields=["next_at"], condition=Q(paused=False), name="feed_due"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__in=FeedSchedule.values), name="feed_schedule_is_known"
            )
        ]

    def __str__(self) -> str:
        return self.title or self.url

    def get_absolute_url(self) -> str:
        return reverse("feeds") + f"#feed-{self.pk}"

    def next_time(self) -> timedelta:
        """Until it is read again: twice as long after each failure, a day at most."""
        minutes = self.minutes * 2 ** min(self.failures, MAX_FAILURES)
        return timedelta(minutes=min(minutes, max(self.minutes, FeedSchedule.DAY)))


class FetchedPage(models.Model):
    """A page that a feed has led to, so that it is fetched once, and again when it was updated."""

    canonical_url = models.CharField(max_length=1000, unique=True)
    feed = models.ForeignKey(WatchedFeed, on_delete=models.CASCADE, related_name="pages")
    updated = models.CharField(max_length=100, blank=True, help_text="As the feed has it.")
    etag = models.CharField(max_length=200, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    fetched_at = models.DateTimeField(auto_now=True)
    problem = models.TextField(blank=True)
    failures = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [models.Index(F("feed"), F("fetched_at").desc(), name="fetched_page_newest")]

    def __str__(self) -> str:
        return self.canonical_url

    @property
    def is_to_be_tried(self) -> bool:
        """Whether it failed, but not so often that it is given up."""
        return 0 < self.failures < MAX_PAGE_FAILURES


class FetchSite(models.Model):
    """A site's robots.txt, kept for a day, and when it was asked last."""

    host = models.CharField(max_length=300, primary_key=True)
    robots = models.TextField(blank=True)
    robots_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.host
