// Whoever follows the link of a receipt number that is not on the list yet is told so, where the list stands.
(function () {
  "use strict";
  var told = document.getElementById("belum-tercatat");

  function tell() {
    var found = /^#([0-9A-Z]{4}-[0-9A-Z]{4})$/.exec(location.hash);
    told.hidden = !found || Boolean(document.getElementById(found[1]));
    if (told.hidden) return;
    told.textContent = "Nomor " + found[1] + " belum dicatat " + told.getAttribute("data-office") + ".";
    told.scrollIntoView({ block: "center" });
  }

  if (!told) return;
  addEventListener("hashchange", tell);
  tell();
})();
