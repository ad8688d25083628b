// Copies a field of the Ministry's form at the press of a button; without it the text can be selected and copied by hand.
(function () {
  "use strict";
  var status = document.getElementById("tersalin");
  if (!status) return;

  function select(element) {
    var range = document.createRange();
    range.selectNodeContents(element);
    var selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(range);
    return selection;
  }

  function kinds(element) {
    var found = { "text/plain": element.innerText.trim() };
    if (element.hasAttribute("data-rich")) found["text/html"] = element.innerHTML.trim();
    return found;
  }

  // Works on a page opened from a disk and in older browsers, where there is no clipboard to write to.
  function copySelected(element) {
    function fill(event) {
      var found = kinds(element);
      Object.keys(found).forEach(function (kind) { event.clipboardData.setData(kind, found[kind]); });
      event.preventDefault();
    }
    var selection = select(element);
    var done = false;
    document.addEventListener("copy", fill);
    try { done = document.execCommand("copy"); } catch (error) { done = false; }
    document.removeEventListener("copy", fill);
    if (done) selection.removeAllRanges();
    return done ? Promise.resolve() : Promise.reject(new Error("copy"));
  }

  function copy(element) {
    var found = kinds(element);
    if (!navigator.clipboard || !window.ClipboardItem) return copySelected(element);
    Object.keys(found).forEach(function (kind) { found[kind] = new Blob([found[kind]], { type: kind }); });
    return navigator.clipboard.write([new ClipboardItem(found)]).catch(function () { return copySelected(element); });
  }

  function say(text) {
    status.textContent = "";
    setTimeout(function () { status.textContent = text; }, 50);
  }

  function mark(button, text) {
    var label = button.firstChild;
    label.nodeValue = text;
    clearTimeout(button.timer);
    button.timer = setTimeout(function () { label.nodeValue = "Salin"; }, 4000);
  }

  document.querySelectorAll("button[data-copy]").forEach(function (button) {
    var element = document.getElementById(button.dataset.copy);
    button.hidden = false;
    button.addEventListener("click", function () {
      copy(element).then(function () {
        mark(button, "Tersalin");
        say(button.dataset.name + " disalin.");
      }, function () {
        select(element);
        mark(button, "Tekan Ctrl+C");
        say(button.dataset.name + " sudah dipilih. Tekan Ctrl dan C untuk menyalin.");
      });
    });
  });
})();
