// A search box above every long table: shows only the rows whose text holds what was typed, in all tables at once.
// Accents and capitals do not count. Without JavaScript there is no box and every row is simply shown.
(function () {
  "use strict";
  var vakken = [];

  function kaal(tekst) {
    return tekst.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().trim();
  }

  function toon(tekst) {
    var gezocht = kaal(tekst);
    document.querySelectorAll("[data-zoek]").forEach(function (blok) {
      var gevonden = 0;
      blok.querySelectorAll("tbody tr").forEach(function (rij) {
        rij.hidden = gezocht !== "" && kaal(rij.textContent).indexOf(gezocht) < 0;
        gevonden += rij.hidden ? 0 : 1;
      });
      var melding = gevonden ? gevonden + " gevonden" : "Niets gevonden. Probeer een deel van de naam.";
      blok.querySelector("[role=status]").textContent = gezocht === "" ? "" : melding;
    });
    vakken.forEach(function (vak) { if (vak.value !== tekst) { vak.value = tekst; } });
  }

  document.querySelectorAll("[data-zoek]").forEach(function (blok) {
    var label = document.createElement("label");
    var vak = document.createElement("input");
    var melding = document.createElement("span");
    vak.type = "search";
    vak.placeholder = blok.dataset.voorbeeld || "bijvoorbeeld Twente";
    vak.style.font = "inherit";
    vak.style.padding = "0.3rem 0.6rem";
    label.append(blok.dataset.vraag || "Zoek uw gemeente of regio: ", " ", vak);
    melding.setAttribute("role", "status");
    melding.style.marginLeft = "0.75rem";
    vak.addEventListener("input", function () { toon(vak.value); });
    vakken.push(vak);
    blok.prepend(label, melding);
  });
})();
