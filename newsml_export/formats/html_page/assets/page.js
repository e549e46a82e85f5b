(function () {
  "use strict";
  var root = document.documentElement;
  var all = function (selector, within) {
    return Array.prototype.slice.call((within || document).querySelectorAll(selector));
  };

  function openText(article) {
    all("details.rest", article).forEach(function (text) { text.open = true; });
  }

  all("[data-filter]").forEach(function (button, _, buttons) {
    button.addEventListener("click", function () {
      var wanted = button.getAttribute("data-filter");
      buttons.forEach(function (other) { other.setAttribute("aria-pressed", String(other === button)); });
      all("#findings .finding").forEach(function (finding) {
        finding.hidden = wanted !== "all" && finding.getAttribute("data-severity") !== wanted;
      });
    });
  });

  all("[data-toggle-all]").forEach(function (button) {
    var open = false;
    button.addEventListener("click", function () {
      open = !open;
      all("details.rest").forEach(function (text) { text.open = open; });
      button.textContent = button.getAttribute(open ? "data-close" : "data-open");
    });
  });

  all("a[data-open]").forEach(function (link) {
    link.addEventListener("click", function () {
      openText(document.getElementById(decodeURIComponent(link.hash.slice(1))));
    });
  });

  var map = document.querySelector(".map svg");
  if (map) {
    var light = function (event) {
      var element = event.target.closest("[data-story]");
      var story = element && element.getAttribute("data-story");
      map.classList.toggle("lit", Boolean(story));
      all("[data-story]", map).forEach(function (other) {
        other.classList.toggle("hot", Boolean(story) && other.getAttribute("data-story") === story);
      });
    };
    var off = function () { map.classList.remove("lit"); };
    map.addEventListener("pointerover", light);
    map.addEventListener("focusin", light);
    map.addEventListener("pointerleave", off);
    map.addEventListener("focusout", off);
  }

  var opened = [];
  window.addEventListener("beforeprint", function () {
    opened = all("details.rest:not([open])");
    opened.forEach(function (text) { text.open = true; });
  });
  window.addEventListener("afterprint", function () {
    opened.forEach(function (text) { text.open = false; });
  });

  document.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      all("details.judgement[open], details.identity[open]").forEach(function (mark) { mark.open = false; });
    }
  });
  document.addEventListener("click", function (event) {
    all("details.judgement[open], details.identity[open]").forEach(function (mark) {
      if (!mark.contains(event.target)) { mark.open = false; }
    });
  });

  root.setAttribute("data-script", "on");
})();
