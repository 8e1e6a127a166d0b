// A search box above every long table: shows only the rows whose text holds what was typed, in all tables at once.
// Without JavaScript there is no box and every row is simply shown.
(function () {
  "use strict";
  var vakken = [];

  function toon(tekst) {
    var gezocht = tekst.trim().toLowerCase();
    document.querySelectorAll("[data-zoek] tbody tr").forEach(function (rij) {
      rij.hidden = gezocht !== "" && rij.textContent.toLowerCase().indexOf(gezocht) < 0;
    });
    vakken.forEach(function (vak) { if (vak.value !== tekst) { vak.value = tekst; } });
  }

  document.querySelectorAll("[data-zoek]").forEach(function (blok) {
    var label = document.createElement("label");
    var vak = document.createElement("input");
    vak.type = "search";
    vak.placeholder = blok.dataset.voorbeeld || "bijvoorbeeld Twente";
    vak.style.font = "inherit";
    vak.style.padding = "0.3rem 0.6rem";
    label.append(blok.dataset.vraag || "Zoek uw gemeente of regio: ", " ", vak);
    vak.addEventListener("input", function () { toon(vak.value); });
    vakken.push(vak);
    blok.prepend(label);
  });
})();
