// The page of doelgroepen: a table per doelgroep that is filled when it comes into view, a search box and a choice of level
// above each, that all tables share. Without JavaScript every table holds the country and its provinces.
(function () {
  "use strict";
  var bron = document.getElementById("doelgroep-cijfers");
  if (!bron) { return; }
  var cijfers = JSON.parse(bron.textContent);
  // At first the GGD-regio's: a list that fits on a screen. Who types a name looks in all areas.
  var begin = cijfers.soorten.indexOf("GGD-regio") >= 0 ? "GGD-regio" : "";
  var keuze = { tekst: "", soort: begin, zelf: false };
  var blokken = Array.prototype.slice.call(document.querySelectorAll("[data-doelgroep]"));

  function past(gebied) {
    var naam = keuze.tekst === "" || gebied[0].toLowerCase().indexOf(keuze.tekst) >= 0;
    return naam && (keuze.soort === "" || gebied[1].split(", ").indexOf(keuze.soort) >= 0);
  }

  function cel(soort, tekst, kant) {
    var vak = document.createElement(soort);
    if (soort === "th") { vak.scope = "row"; }
    vak.className = kant + (tekst === "–" ? " leeg" : "");
    vak.textContent = tekst;
    return vak;
  }

  function vul(blok) {
    var lichaam = blok.querySelector("tbody");
    var rijen = cijfers.doelgroepen[blok.dataset.doelgroep];
    var nieuw = document.createDocumentFragment();
    var aantal = 0;
    rijen.forEach(function (waarden) {
      var gebied = cijfers.gebieden[waarden[0]];
      if (!past(gebied)) { return; }
      var rij = document.createElement("tr");
      rij.append(cel("th", gebied[0], ""), cel("td", gebied[1], ""));
      waarden.slice(1).forEach(function (tekst, plaats) {
        rij.append(cel("td", tekst, plaats < waarden.length - 2 ? "r" : ""));
      });
      nieuw.append(rij);
      aantal += 1;
    });
    lichaam.replaceChildren(nieuw);
    blok.querySelector("[role=status]").textContent = aantal + " van de " + rijen.length + " gebieden";
    blok.dataset.gevuld = keuze.tekst + "|" + keuze.soort;
  }

  function bij() {
    blokken.forEach(function (blok) {
      if (blok.dataset.zichtbaar === "ja" && blok.dataset.gevuld !== keuze.tekst + "|" + keuze.soort) { vul(blok); }
    });
  }

  function kies(soort) {
    keuze.soort = soort;
    document.querySelectorAll("[data-doelgroep] select").forEach(function (vak) { vak.value = soort; });
  }

  function zoekvak() {
    var vak = document.createElement("input");
    vak.type = "search";
    vak.placeholder = "bijvoorbeeld Twente";
    vak.addEventListener("input", function () {
      keuze.tekst = vak.value.trim().toLowerCase();
      document.querySelectorAll("[data-doelgroep] input").forEach(function (ander) { ander.value = vak.value; });
      if (!keuze.zelf) { kies(keuze.tekst === "" ? begin : ""); }
      bij();
    });
    return vak;
  }

  function soortvak() {
    var vak = document.createElement("select");
    [""].concat(cijfers.soorten).forEach(function (soort) {
      var keus = document.createElement("option");
      keus.value = soort;
      keus.textContent = soort || "alle gebieden";
      vak.append(keus);
    });
    vak.value = begin;
    vak.addEventListener("change", function () {
      keuze.zelf = true;
      kies(vak.value);
      bij();
    });
    return vak;
  }

  function label(tekst, vak) {
    var blok = document.createElement("label");
    vak.style.font = "inherit";
    vak.style.padding = "0.3rem 0.6rem";
    vak.style.maxWidth = "100%";
    blok.style.display = "inline-block";
    blok.style.margin = "0 1.2rem 0.4rem 0";
    blok.append(tekst + " ", vak);
    return blok;
  }

  blokken.forEach(function (blok) {
    var stand = document.createElement("p");
    stand.className = "bijschrift";
    stand.setAttribute("role", "status");
    blok.prepend(label("Zoek een gebied:", zoekvak()), label("Toon:", soortvak()), stand);
  });

  if ("IntersectionObserver" in window) {
    var kijker = new IntersectionObserver(function (gezien) {
      gezien.forEach(function (een) { if (een.isIntersecting) { een.target.dataset.zichtbaar = "ja"; } });
      bij();
    }, { rootMargin: "600px" });
    blokken.forEach(function (blok) { kijker.observe(blok); });
  } else {
    blokken.forEach(function (blok) { blok.dataset.zichtbaar = "ja"; });
    bij();
  }
})();
