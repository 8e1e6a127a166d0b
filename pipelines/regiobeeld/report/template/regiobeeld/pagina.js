// Extras for readers with JavaScript: sorting tables, a folded table of contents on small screens and
// the current chapter marked in it. Everything can be read without them.
(function () {
  "use strict";
  var inhoud = document.querySelector(".inhoudsopgave details");
  var smal = window.matchMedia("(max-width: 1019px)");

  function vouw() {
    if (inhoud) { inhoud.open = !smal.matches; }
  }
  vouw();
  if (smal.addEventListener) { smal.addEventListener("change", vouw); }
  if (inhoud) {
    inhoud.addEventListener("click", function (gebeurtenis) {
      if (smal.matches && gebeurtenis.target.tagName === "A") { inhoud.open = false; }
    });
  }

  function waarde(cel) {
    var bloot = cel.getAttribute("data-w");
    if (bloot !== null) { return parseFloat(bloot); }
    var tekst = cel.textContent.trim();
    var getal = tekst.replace(/\u2212/g, "-").replace(/[€%+\s]/g, "").replace(/\./g, "").replace(",", ".");
    var eerste = parseFloat(getal);
    return /^[-+€\u2212\d]/.test(tekst) && !isNaN(eerste) ? eerste : tekst.toLowerCase();
  }

  function vergelijk(a, b) {
    if (typeof a === "number" && typeof b === "number") { return a - b; }
    return String(a).localeCompare(String(b), "nl", { numeric: true });
  }

  function sorteer(tabel, kolom, kop) {
    var oplopend = kop.getAttribute("aria-sort") !== "ascending";
    var rijen = Array.prototype.slice.call(tabel.tBodies[0].rows);
    rijen.sort(function (een, ander) {
      var leegEen = een.cells[kolom].classList.contains("leeg");
      var leegAnder = ander.cells[kolom].classList.contains("leeg");
      if (leegEen !== leegAnder) { return leegEen ? 1 : -1; }
      return (oplopend ? 1 : -1) * vergelijk(waarde(een.cells[kolom]), waarde(ander.cells[kolom]));
    });
    rijen.forEach(function (rij) { tabel.tBodies[0].appendChild(rij); });
    tabel.querySelectorAll("thead th").forEach(function (th) { th.removeAttribute("aria-sort"); });
    kop.setAttribute("aria-sort", oplopend ? "ascending" : "descending");
  }

  document.querySelectorAll("table.sorteerbaar").forEach(function (tabel) {
    tabel.querySelectorAll("thead th[data-sorteer]").forEach(function (kop, kolom) {
      var knop = document.createElement("button");
      knop.type = "button";
      knop.className = "sorteerknop";
      knop.textContent = kop.textContent;
      knop.title = "Sorteer op deze kolom";
      kop.textContent = "";
      kop.appendChild(knop);
      knop.addEventListener("click", function () { sorteer(tabel, kolom, kop); });
    });
  });

  if ("IntersectionObserver" in window) {
    var koppeling = {};
    document.querySelectorAll(".inhoudsopgave a").forEach(function (a) {
      koppeling[a.getAttribute("href").slice(1)] = a;
    });
    var kijker = new IntersectionObserver(function (stand) {
      stand.forEach(function (deel) {
        var a = koppeling[deel.target.getAttribute("aria-labelledby")];
        if (a && deel.isIntersecting) {
          document.querySelectorAll(".inhoudsopgave a[aria-current]").forEach(function (oud) {
            oud.removeAttribute("aria-current");
          });
          a.setAttribute("aria-current", "true");
        }
      });
    }, { rootMargin: "-15% 0px -75% 0px" });
    document.querySelectorAll("section.hoofdstuk").forEach(function (deel) { kijker.observe(deel); });
  }
})();
