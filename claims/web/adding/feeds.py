"""The page of feeds: which are watched, how often, what the last reading came to."""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from articles.models import FeedSchedule, Outlet, WatchedFeed
from claims.web.adding.common import ask_worker, curator, for_curators
from claims.web.adding.forms import FeedForm

MAX_FEEDS = 500  # on the page


@for_curators
@require_http_methods(["GET", "HEAD", "POST"])
def feeds(request: HttpRequest) -> HttpResponse:
    """All feeds; a POST adds one."""
    form = FeedForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        outlet = Outlet.objects.named(values["outlet"]) if values["outlet"] else None
        feed, is_new = WatchedFeed.objects.get_or_create(
            url=values["url"],
            defaults={"outlet": outlet, "minutes": values["minutes"], "added_by": curator(request)},
        )
        messages.success(request, f"{feed} is watched{'' if is_new else ' already'}.")
        ask_worker(request)
        return redirect(feed)
    context = {
        "form": form,
        "feeds": WatchedFeed.objects.select_related("outlet")[:MAX_FEEDS],
        "fetches": settings.FETCH,
        "schedules": FeedSchedule.choices,
        "now": timezone.now(),
    }
    status = 400 if form.errors else 200
    return render(request, "add/feeds.html", context, status=status)


@for_curators
@require_POST
def feed(request: HttpRequest, pk: int) -> HttpResponse:
    """Pause, resume, read now, read more or less often, or no longer watch a feed."""
    feed_ = get_object_or_404(WatchedFeed, pk=pk)
    action = request.POST.get("action", "")
    if action == "remove":
        feed_.delete()
        messages.success(request, f"{feed_} is no longer watched. Its articles stay.")
        return redirect("feeds")
    if action in ("pause", "resume"):
        feed_.paused = action == "pause"
    if action in ("resume", "now"):
        feed_.next_at, feed_.failures = timezone.now(), 0
    if (minutes := request.POST.get("minutes", "")) in map(str, FeedSchedule.values):
        feed_.minutes = int(minutes)
        feed_.next_at = min(feed_.next_at, timezone.now() + feed_.next_time())
    feed_.save(update_fields=["paused", "next_at", "failures", "minutes"])
    if action in ("resume", "now"):
        ask_worker(request)
    return redirect(feed_)
