// What a figure offers: the value under the pointer (or the next one with the arrow keys), and the figure to take along
// as PNG, SVG or CSV with its source. All of it is made here, from the drawing and the table that are in the page.
(function () {
  "use strict";
  var ruimte = 22, letter = getComputedStyle(document.body).fontFamily;
  var bubbel = document.createElement("div"), gehoord = document.createElement("div");
  bubbel.className = "bubbel";
  bubbel.hidden = true;
  gehoord.className = "alleen-voorlezen";
  gehoord.setAttribute("aria-live", "polite");
  document.body.append(bubbel, gehoord);

  function toon(svg, merk) {
    var punt = svg.getScreenCTM();
    bubbel.textContent = merk[2];
    bubbel.hidden = false;
    var x = merk[0] * punt.a + punt.e, y = merk[1] * punt.d + punt.f;
    bubbel.style.left = Math.max(4, Math.min(x + 10, innerWidth - bubbel.offsetWidth - 8)) + scrollX + "px";
    bubbel.style.top = y - bubbel.offsetHeight - 8 + scrollY + "px";
  }

  function weg() { bubbel.hidden = true; }

  function dichtbij(merken, x, y) {
    var beste = null, afstand = 40 * 40;
    merken.forEach(function (merk) {
      var ver = Math.pow(merk[0] - x, 2) + 4 * Math.pow(merk[1] - y, 2);
      if (ver < afstand) { beste = merk; afstand = ver; }
    });
    return beste;
  }

  document.querySelectorAll("svg[data-merken]").forEach(function (svg) {
    var merken = null, nu = -1;
    // The year stands in the line under the title; where that has one, the bubble of a mark without a year tells it too.
    function jaar() {
      var figuur = svg.closest("figure");
      var gevonden = figuur ? tekst(figuur, ".figuur-ondertitel").match(/\b(19|20)\d\d\b(\s*[-–/]\s*(19|20)\d\d\b)?/g) : null;
      return gevonden && gevonden.length === 1 ? gevonden[0] : "";
    }
    function lees() {
      if (merken) { return merken; }
      var wanneer = jaar();
      merken = svg.getAttribute("data-merken").split("|").map(function (merk) {
        var deel = merk.match(/^(\S+) (\S+) ([^]*)$/);
        return [+deel[1], +deel[2], deel[3] + (wanneer && !/\b(19|20)\d\d\b/.test(deel[3]) ? ", " + wanneer : ""), deel[3]];
      });
      // "=12" is the text of mark 12: an area that is drawn again in an inset.
      merken.forEach(function (merk) {
        var zelfde = merk[3].match(/^=(\d+)$/);
        merk[3] = Boolean(zelfde);
        if (zelfde) { merk[2] = merken[+zelfde[1]][2]; }
      });
      return merken;
    }
    svg.setAttribute("tabindex", "0");
    svg.addEventListener("pointermove", function (gebeurtenis) {
      var punt = svg.getScreenCTM();
      var merk = dichtbij(lees(), (gebeurtenis.clientX - punt.e) / punt.a, (gebeurtenis.clientY - punt.f) / punt.d);
      if (merk) { toon(svg, merk); } else { weg(); }
    });
    svg.addEventListener("pointerleave", weg);
    svg.addEventListener("blur", weg);
    svg.addEventListener("keydown", function (gebeurtenis) {
      var stap = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[gebeurtenis.key];
      if (gebeurtenis.key === "Escape") { weg(); }
      if (!stap) { return; }
      gebeurtenis.preventDefault();
      lees();
      do { nu = (nu + stap + merken.length) % merken.length; } while (merken[nu][3]);
      toon(svg, merken[nu]);
      gehoord.textContent = merken[nu][2];
    });
  });

  function tekst(figuur, keuze) {
    var deel = figuur.querySelector(keuze);
    return deel ? deel.textContent.trim() : "";
  }

  function regels(woorden, breedte, grootte) {
    var meter = document.createElement("canvas").getContext("2d"), uit = [""];
    meter.font = grootte + "px " + letter;
    woorden.split(/\s+/).forEach(function (woord) {
      var lang = (uit[uit.length - 1] + " " + woord).trim();
      if (uit[uit.length - 1] && meter.measureText(lang).width > breedte) { uit.push(woord); }
      else { uit[uit.length - 1] = lang; }
    });
    return uit;
  }

  function lettertype() {
    return Array.prototype.map.call(document.querySelectorAll("style"), function (stijl) {
      return (stijl.textContent.match(/@font-face\{[^}]*\}/g) || []).join("");
    }).join("");
  }

  // The drawing with its title above and its source below, as one image.
  function losse(figuur) {
    var naam = "http://www.w3.org/2000/svg";
    var vlak = figuur.querySelector(".figuur-beeld:not([hidden])") || figuur;
    var beeld = vlak.querySelector("svg.breed") || vlak.querySelector("svg.smal");
    var vak = beeld.viewBox.baseVal, breedte = vak.width + 2 * ruimte, hoogte = ruimte;
    var svg = document.createElementNS(naam, "svg"), stijl = document.createElementNS(naam, "style");
    stijl.textContent = lettertype() + "text{font-family:" + letter + "}";
    svg.append(stijl);
    var grond = document.createElementNS(naam, "rect");
    svg.append(grond);

    function schrijf(inhoud, grootte, kleur, dik) {
      regels(inhoud, vak.width - 4, grootte).forEach(function (regel) {
        var element = document.createElementNS(naam, "text");
        hoogte += grootte * 1.25;
        element.setAttribute("x", ruimte);
        element.setAttribute("y", hoogte);
        element.setAttribute("font-size", grootte);
        element.setAttribute("font-weight", dik);
        element.setAttribute("fill", kleur);
        element.textContent = regel;
        svg.append(element);
      });
    }

    schrijf(tekst(figuur, ".figuur-titel"), 19, "#1d2a33", 600);
    schrijf(tekst(figuur, ".figuur-ondertitel"), 14, "#4c5a65", 400);
    if (vlak.querySelector(".figuur-keuze")) { schrijf(tekst(vlak, ".figuur-keuze"), 14, "#1d2a33", 600); }
    var binnen = document.createElementNS(naam, "g");
    binnen.setAttribute("transform", "translate(" + ruimte + " " + (hoogte + 12) + ")");
    Array.prototype.forEach.call(beeld.childNodes, function (kind) { binnen.append(kind.cloneNode(true)); });
    svg.append(binnen);
    hoogte += vak.height + 16;
    schrijf(tekst(figuur, ".figuur-bron"), 12, "#4c5a65", 400);
    hoogte += ruimte;
    svg.setAttribute("xmlns", naam);
    svg.setAttribute("viewBox", "0 0 " + breedte + " " + hoogte);
    svg.setAttribute("width", breedte);
    svg.setAttribute("height", hoogte);
    svg.setAttribute("stroke-linejoin", "round");
    grond.setAttribute("width", breedte);
    grond.setAttribute("height", hoogte);
    grond.setAttribute("fill", "#ffffff");
    return { tekst: new XMLSerializer().serializeToString(svg), breedte: breedte, hoogte: hoogte };
  }

  function bewaar(inhoud, soort, naam) {
    var link = document.createElement("a");
    link.href = URL.createObjectURL(inhoud instanceof Blob ? inhoud : new Blob([inhoud], { type: soort }));
    link.download = naam;
    link.click();
    setTimeout(function () { URL.revokeObjectURL(link.href); }, 1000);
  }

  function alsPng(figuur, naam) {
    var los = losse(figuur), beeld = new Image();
    beeld.onload = function () {
      var doek = document.createElement("canvas");
      doek.width = 2 * los.breedte;
      doek.height = 2 * los.hoogte;
      doek.getContext("2d").drawImage(beeld, 0, 0, doek.width, doek.height);
      doek.toBlob(function (png) { bewaar(png, "image/png", naam + ".png"); });
    };
    beeld.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(los.tekst);
  }

  // Semicolons, a decimal comma and a byte order mark: a spreadsheet in Dutch opens it as it is.
  function alsCsv(figuur) {
    var uit = [tekst(figuur, ".figuur-titel"), tekst(figuur, ".figuur-ondertitel"), tekst(figuur, ".figuur-bron")];
    var rijen = Array.prototype.map.call(figuur.querySelectorAll("table tr"), function (rij) {
      return Array.prototype.map.call(rij.cells, function (cel) {
        var bloot = cel.getAttribute("data-w");
        return bloot !== null ? bloot.replace(".", ",") : cel.textContent.trim();
      });
    });
    return "\ufeff" + [[""]].concat(rijen, [[""]], uit.map(function (regel) { return [regel]; })).slice(1)
      .map(function (rij) {
        return rij.map(function (cel) { return /[;"\n]/.test(cel) ? '"' + cel.replace(/"/g, '""') + '"' : cel; }).join(";");
      }).join("\r\n");
  }

  // A figure with drawings beside more than one benchmark: the reader chooses which one is shown.
  document.querySelectorAll("figure.figuur").forEach(function (figuur) {
    var beelden = figuur.querySelectorAll(".figuur-beeld[data-keuze]");
    if (beelden.length < 2) { return; }
    var vraag = document.createElement("fieldset"), legenda = document.createElement("legend");
    vraag.className = "keuze";
    legenda.textContent = "Vergelijk met";
    vraag.append(legenda);
    beelden.forEach(function (beeld, plaats) {
      var label = document.createElement("label"), punt = document.createElement("input");
      punt.type = "radio";
      punt.name = "keuze-" + figuur.id;
      punt.checked = plaats === 0;
      punt.addEventListener("change", function () {
        beelden.forEach(function (ander) { ander.hidden = ander !== beeld; });
      });
      label.append(punt, " " + beeld.getAttribute("data-keuze"));
      vraag.append(label);
    });
    beelden[0].before(vraag);
  });

  document.querySelectorAll("figure.figuur[id]").forEach(function (figuur) {
    var naam = figuur.id.replace(/^figuur-/, ""), rij = document.createElement("p");
    var titel = tekst(figuur, ".figuur-titel");
    rij.className = "knoppen";

    function knop(woord, doe) {
      var element = document.createElement("button");
      element.type = "button";
      element.textContent = woord;
      element.setAttribute("aria-label", woord + " van: " + titel);
      element.addEventListener("click", doe);
      rij.append(element);
    }

    if (figuur.querySelector("svg")) {
      knop("PNG", function () { alsPng(figuur, naam); });
      knop("SVG", function () { bewaar(losse(figuur).tekst, "image/svg+xml", naam + ".svg"); });
    }
    if (figuur.querySelector("table")) {
      knop("CSV", function () { bewaar(alsCsv(figuur), "text/csv", naam + ".csv"); });
    }
    if (navigator.clipboard) {
      knop("Kopieer de bron", function () {
        var bron = titel + ". " + tekst(figuur, ".figuur-bron");
        navigator.clipboard.writeText(bron).then(function () { gehoord.textContent = "De bron is gekopieerd."; });
      });
    }
    figuur.append(rij);
  });
})();
