// Counts the days to each date anew, because the page may be older than today, and says so of one that is too old; a day
// ends at the region's midnight.
(function () {
  "use strict";
  var zone = document.currentScript.dataset.zone;
  var today;
  try {
    today = day(new Intl.DateTimeFormat("en-US", {
      timeZone: zone, calendar: "gregory", numberingSystem: "latn", year: "numeric", month: "2-digit", day: "2-digit"
    }).formatToParts(new Date()));
  } catch (unknown) {
    return;
  }
  function day(parts) {
    var named = {};
    parts.forEach(function (part) { named[part.type] = part.value; });
    return named.year + "-" + named.month + "-" + named.day;
  }
  function words(day) {
    var days = Math.round((Date.parse(day) - Date.parse(today)) / 86400000);
    if (days === 0) return "hari ini";
    return days > 0 ? days + " hari lagi" : -days + " hari yang lalu";
  }
  document.querySelectorAll("[data-days]").forEach(function (place) {
    place.textContent = words(place.dataset.days);
  });
  document.querySelectorAll("[data-until]").forEach(function (notice) {
    if (notice.dataset.until < today) notice.hidden = true;
  });
  document.querySelectorAll("[data-stale]").forEach(function (notice) {
    if (notice.dataset.stale <= today) notice.hidden = false;
  });
})();
