// Hands the picture of the programme to the share sheet; where there is none it can still be saved.
(function () {
  "use strict";
  var place = document.querySelector("details[data-picture]");
  if (!place || !navigator.canShare) return;
  var link = place.querySelector("a[download]");
  var button = place.querySelector("button");

  // The sheet opens only right after a press, so that the picture must be there before.
  function offer(blob) {
    var file = new File([blob], link.download, { type: "image/png" });
    if (!navigator.canShare({ files: [file] })) return;
    button.hidden = false;
    button.addEventListener("click", function () {
      navigator.share({ files: [file], title: button.dataset.title, text: button.dataset.title + "\n" + location.href.split("#")[0] }).catch(function (error) {
        if (error.name !== "AbortError") button.hidden = true;
      });
    });
  }

  function fetchOnce() {
    fetch(link.href).then(function (answer) { return answer.ok ? answer.blob().then(offer) : undefined; }, function () {});
  }

  place.addEventListener("toggle", fetchOnce, { once: true });
})();
