// Starts the simulator when it comes into sight: its data grow with the catalogue, and not everyone wants them.
(function () {
  "use strict";
  const box = document.getElementById("simulator");
  const section = document.getElementById("simulasi");
  if (!box || !simulator) return;

  function begin() {
    watcher.disconnect();
    fetch(box.dataset.from)
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(String(answer.status)))))
      .then(simulator, fail);
  }

  function fail() {
    document.getElementById("tanpa-simulasi").textContent = "Data simulasi tidak dapat diambil. Periksa sambungan internet, lalu muat ulang halaman ini.";
  }

  const watcher = new IntersectionObserver((seen) => {
    if (seen.some((one) => one.isIntersecting)) begin();
  }, { rootMargin: "600px" });
  if (location.hash.startsWith("#simulasi=")) begin();
  else watcher.observe(section);
})();
