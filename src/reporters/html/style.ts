/** The look of the HTML report: paper and ink, one column, system fonts; light, dark and print. Nothing is loaded. */

const LIGHT = `--paper:#fbfaf6;--panel:#fff;--sunk:#f3f1ea;--ink:#1c1b19;--soft:#5b5850;--line:#dcd8cd;--link:#1d4e7e;
--fail:#a3211e;--fail-bg:#faeae8;--unknown:#7a5200;--unknown-bg:#fbf1da;--pass:#20633a;--pass-bg:#e7f2ea;--na:#5b5850;--na-bg:#efede6;--mark:#f6d7d3`;

const DARK = `--paper:#161512;--panel:#1d1c19;--sunk:#24231f;--ink:#ebe8e0;--soft:#aaa69b;--line:#3a3832;--link:#9cc4ea;
--fail:#f4978f;--fail-bg:#3a1f1c;--unknown:#e8c069;--unknown-bg:#352a12;--pass:#8fd1a3;--pass-bg:#1a2d20;--na:#aaa69b;--na-bg:#292824;--mark:#6a2a25`;

const TEXT = `
*{box-sizing:border-box}
html{background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif;-webkit-text-size-adjust:100%;scroll-padding-top:5rem}
body{overflow-wrap:anywhere;margin:0 auto;max-width:70rem;padding:2.5rem 1.5rem 4rem}
h1,h2,h3,.lead{font-family:"Iowan Old Style","Palatino Linotype",Palatino,"Book Antiqua",Georgia,serif;font-weight:600;line-height:1.2;text-wrap:balance}
h1{font-size:clamp(2rem,5vw,3rem);margin:0;letter-spacing:-.01em;display:flex;gap:.35em;align-items:center}
h2{font-size:1.65rem;margin:0 0 1rem}
h3{font-size:1.2rem;margin:0}
p{margin:.5rem 0;max-width:46rem}
a{color:var(--link);text-underline-offset:.18em;text-decoration:underline 1px color-mix(in srgb,currentColor 35%,transparent)}
a:hover{text-decoration-color:currentColor}
:focus-visible{outline:2px solid var(--link);outline-offset:2px;border-radius:2px}
code,pre,.arn{font-family:ui-monospace,"SFMono-Regular",Menlo,Consolas,"Liberation Mono",monospace;font-size:.86em}
pre{background:var(--sunk);padding:.75rem 1rem;margin:.6rem 0;border-radius:6px;white-space:pre-wrap}
ul,ol{margin:0;padding:0;list-style:none}
dl,dd{margin:0}
section{margin-top:3.5rem;border-top:1px solid var(--line);padding-top:2rem}
.said{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.kicker,.label,dt,caption,.meta{color:var(--soft);font-size:.85rem}
.kicker{letter-spacing:.09em;text-transform:uppercase;font-size:.78rem;margin:0 0 .75rem}
.lead{font-weight:400;font-size:1.3rem;line-height:1.4;max-width:40rem;margin:.75rem 0 0}
.label{margin:1rem 0 .25rem}
.under,.source{display:block;color:var(--soft);font-size:.85rem;font-weight:400}
.contents{display:flex;flex-wrap:wrap;gap:.25rem 1.5rem;margin-top:2rem;font-size:.92rem}
`;

const SIGNS = `
.fail{--c:var(--fail);--b:var(--fail-bg)}.unknown{--c:var(--unknown);--b:var(--unknown-bg)}.pass{--c:var(--pass);--b:var(--pass-bg)}.notApplicable,.unreached{--c:var(--na);--b:var(--na-bg)}
.sign{display:inline-grid;place-items:center;flex:none;width:1.35em;height:1.35em;font:700 .8em/1 system-ui,sans-serif;color:var(--b);background:var(--c);border-radius:50%}
.sign.fail{border-radius:3px}.sign.unknown{border-radius:3px;clip-path:polygon(50% 0,100% 50%,50% 100%,0 50%);width:1.6em;height:1.6em}
.sign.notApplicable{background:none;color:var(--c);box-shadow:inset 0 0 0 1px}
h1 .sign{font-size:.55em}
.verdict{display:inline-flex;align-items:center;gap:.45em;color:var(--c);font-weight:650;white-space:nowrap;font-size:.92rem}
.amount{color:var(--c);font-weight:650}.none{color:var(--soft);opacity:.75}
.severity{font-size:.78rem;padding:.1em .55em;border:1px solid var(--line);border-radius:99px;white-space:nowrap}
.severity.critical{background:var(--fail);border-color:var(--fail);color:var(--fail-bg);font-weight:650}
.severity.high{border-color:var(--fail);color:var(--fail);font-weight:650}
.severity.medium{border-color:var(--unknown);color:var(--unknown)}
.severity.low,.severity.info{color:var(--soft)}
.badge{display:inline-block;font-size:.75rem;padding:0 .5em;border:1px solid var(--line);border-radius:4px;color:var(--soft);margin-right:.4em}
`;

const SUMMARY = `
.identity{display:grid;grid-template-columns:repeat(auto-fit,minmax(15rem,1fr));gap:.85rem 2rem;margin:2rem 0 0}
.identity dd{font-size:.95rem}
.identity .wide{grid-column:span 2}
@media(max-width:40rem){.identity .wide{grid-column:auto}}
.figures{display:grid;grid-template-columns:repeat(auto-fit,minmax(9rem,1fr));gap:1px;margin-top:2.5rem;background:var(--line);border:1px solid var(--line);border-radius:10px 10px 0 0;overflow:hidden}
.figures li{background:var(--panel);padding:1rem 1.25rem;display:grid;grid-template-columns:auto 1fr;column-gap:.6rem;align-items:center}
.figures b{font:600 2.1rem/1.1 "Iowan Old Style",Palatino,Georgia,serif;font-variant-numeric:lining-nums tabular-nums}
.figures li>span:last-child{grid-column:1/-1;color:var(--soft);font-size:.9rem}
.bar{display:block;width:100%;height:10px;border-radius:0 0 10px 10px}
.bar .fail{fill:var(--fail)}.bar .unknown{fill:url(#hatch)}.bar .pass{fill:var(--pass)}.bar .notApplicable{fill:var(--line)}
.unknown-ground{fill:var(--unknown-bg)}.unknown-line{fill:var(--unknown)}
.pair{display:grid;grid-template-columns:minmax(0,1fr) minmax(0,2fr);gap:2rem 3rem;align-items:start}
@media(max-width:48rem){.pair{grid-template-columns:minmax(0,1fr)}}
table{border-collapse:collapse;width:100%;font-size:.93rem;font-variant-numeric:tabular-nums}
table.narrow{width:auto;min-width:18rem}
caption{text-align:left;padding:0 0 .4rem}
th,td{text-align:left;vertical-align:top;padding:.5rem .75rem .5rem 0;border-bottom:1px solid var(--line)}
thead th{overflow-wrap:normal;font-weight:600;font-size:.82rem;color:var(--soft);white-space:nowrap}
tbody th{font-weight:500;min-width:10rem}
.number{text-align:right;white-space:nowrap;min-width:4.25rem}
.place{display:block;overflow-wrap:break-word}td .place{min-width:9rem}
td.source{display:table-cell}.identity+.scroll{margin-top:1.5rem}.fixed{white-space:nowrap}
.scroll{overflow-x:auto;position:relative}.scroll+.scroll{margin-top:1.6rem}
.rules{margin-top:2.5rem}
.framework+.framework{margin-top:3rem}.controls{margin-top:1rem}.controls tbody th{min-width:5rem;font-variant-numeric:tabular-nums}
@media(max-width:40rem){body{padding:1.5rem 1rem 3rem}.rules .under{display:none}th,td{padding-right:.5rem}.number{min-width:0}td:not(.number){min-width:7rem}}
`;

const FINDINGS = `
.filter{position:sticky;top:0;z-index:1;background:var(--paper);border-bottom:1px solid var(--line);padding:.75rem 0;margin-bottom:1.5rem;display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;font-size:.9rem}
.filter fieldset{border:0;margin:0;padding:0;display:flex;flex-wrap:wrap;gap:.25rem .9rem}
.filter legend{float:left;margin-right:.9rem;color:var(--soft)}
.filter label{display:inline-flex;gap:.35em;align-items:center}
.filter select,.filter input[type=search],.filter button{font:inherit;color:inherit;background:var(--panel);border:1px solid var(--line);border-radius:6px;padding:.3em .6em;max-width:15rem}
.filter output{color:var(--soft);margin-left:auto}
[hidden]{display:none!important}
.rule{margin:0 0 2.75rem}
.rule>header{margin-bottom:.75rem}
.rule .meta{display:flex;gap:.6rem;align-items:center;flex-wrap:wrap;margin:0 0 .35rem}
.counts{display:flex;flex-wrap:wrap;gap:0 1.1rem;font-size:.9rem;color:var(--soft);margin-top:.35rem}
details>summary{cursor:pointer;list-style:none}
details>summary::-webkit-details-marker{display:none}
.about>summary,.more>summary,.rest>summary{display:inline-flex;gap:.5em;align-items:center;color:var(--link);font-size:.92rem;padding:.3rem 0}
.about>summary::after,.more>summary::after,.rest>summary::after,.finding>summary::after{content:"";width:.45em;height:.45em;border-right:1.5px solid;border-bottom:1.5px solid;transform:rotate(-45deg);transition:transform .15s;flex:none}
details[open]>summary::after{transform:rotate(45deg)}
.about[open]{background:var(--panel);border:1px solid var(--line);border-radius:8px;padding:.25rem 1rem 1rem;margin:.25rem 0 1rem}
.references{font-size:.88rem;margin-top:.5rem}
.finding{background:var(--panel);border:1px solid var(--line);border-left:4px solid var(--c);border-radius:6px;margin-top:.6rem}
.finding.unknown{border-left-style:double}
.finding>summary{display:grid;grid-template-columns:6.5rem minmax(0,1fr) minmax(0,13rem) 1rem;gap:.25rem 1rem;padding:.75rem 1rem;align-items:start}
.finding .where b{display:block;color:var(--ink);font-weight:500}
.finding .where{color:var(--soft);font-size:.88rem;text-align:right}
.finding .body{padding:0 1rem 1rem 8.5rem}
.finding:target,tr:target{outline:2px solid var(--link);outline-offset:2px}
.waiver{background:var(--sunk);border-radius:6px;padding:.5rem .75rem}
.facts{display:flex;flex-wrap:wrap;gap:.5rem 2rem;margin-top:1rem;font-size:.9rem}
.rest{margin-top:.6rem}
@media(max-width:48rem){.finding>summary{grid-template-columns:minmax(0,1fr) 1rem}.finding .what,.finding .where{grid-column:1;text-align:left}.finding>summary::after{grid-column:2;grid-row:1}.finding .body{padding-left:1rem}.filter{position:static}.filter output{margin-left:0}}
`;

const PROOF = `
.strip{display:flex;flex-wrap:wrap;gap:.4rem 0;margin:.35rem 0 .75rem}
.strip li{display:inline-flex;align-items:center;gap:.4em;padding:.18em .6em .18em .25em;border:1px solid var(--c);border-radius:99px;background:var(--b);color:var(--c);font-size:.82rem;white-space:nowrap}
.strip li:not(:last-child){margin-right:.8rem;position:relative}
.strip li:not(:last-child)::after{content:"";position:absolute;left:100%;top:50%;width:calc(.8rem + 1px);border-top:1.5px solid var(--line)}
.strip li.fail,.strip li.unknown{font-weight:650}
.strip li.unreached{border-style:dashed;background:none}
.strip li.unreached .sign{display:none}.strip li.unreached{padding-left:.6em}
.steps{font-size:.93rem}
.steps>li{display:flex;gap:.6em;padding:.2rem 0;position:relative}
.steps>li>.sign{margin-top:.3em;position:relative}
.steps>li>div,.reasons>li>div{min-width:0;flex:1}
.steps b{font-weight:600;margin-right:.35em}
.steps .arn{display:block;color:var(--soft)}
.pattern{font-size:.86rem}
.lost{margin:.25rem 0 .6rem}.lost dd,.left-out{overflow-wrap:anywhere}.left-out{font-size:.93rem}
mark{background:var(--mark);color:inherit;text-decoration:underline wavy var(--fail);text-underline-offset:.3em;text-decoration-skip-ink:none;border-radius:2px;padding:.1em 0}
.reasons>li{display:flex;gap:.6em;padding:.25rem 0;font-size:.93rem}
.reasons>li>.sign{margin-top:.3em}
.reasons .reasons{margin-top:.25rem;padding-left:.25rem}
.sides{display:flex;flex-wrap:wrap;gap:0 1.5rem}
.gaps{font-size:.93rem}
.signoff{display:none}
footer{margin-top:4rem;color:var(--soft);font-size:.85rem}
@media(prefers-reduced-motion:reduce){*{transition:none!important}}
`;

/** `id` is hexadecimal: it stands in the running foot of each page. */
export function style(id: string): string {
  const print = `
@page{margin:18mm 16mm 20mm;@bottom-left{content:"trailproof report ${id}";font:8pt sans-serif;color:#5b5850}@bottom-right{content:counter(page) " / " counter(pages);font:8pt sans-serif;color:#5b5850}}
@media print{:root{${LIGHT};--paper:#fff}html{font-size:10pt}body{max-width:none;padding:0}.filter,.contents{display:none}
details::details-content{content-visibility:visible;display:block;height:auto}
.pair{grid-template-columns:minmax(0,1fr)}.finding{break-inside:avoid}.more pre{columns:2;font-size:7pt}.rule>header,h2,h3,summary{break-after:avoid}thead{display:table-header-group}tr{break-inside:avoid}section{break-before:auto}.scroll{overflow:visible}
.finding>summary{grid-template-columns:6rem minmax(0,1fr) minmax(0,11rem)}.finding .body{padding-left:8rem}summary::after{display:none!important}
a{color:inherit;text-decoration:none}.signoff{display:table;margin-top:2rem}.signoff td{height:3rem}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
`;
  const themes = `:root{color-scheme:light dark;${LIGHT}}\n@media screen and (prefers-color-scheme:dark){:root{${DARK}}}`;
  return `${themes}${TEXT}${SIGNS}${SUMMARY}${FINDINGS}${PROOF}${print}`;
}
