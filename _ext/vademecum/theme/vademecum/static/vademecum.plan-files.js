/** What leaves the page as a file: a plan as JSON, tables as CSV, dates as iCalendar. */
(() => {
  "use strict";

  const own = globalThis.vademecumPlan;
  const OCTETS = 75;

  /** A plan as it is saved. @param {Plan} plan @param {object} handbook */
  own.asJson = (plan, handbook) => {
    const skills = [...plan.answers].map(([id, answer]) => ({ id, ...answer }));
    const kept = Object.fromEntries(
      ["uid", "name", "roles", "domains", "single"].map((key) => [key, plan[key]]),
    );
    const head = { format: own.FORMAT, version: own.VERSION, handbook: handbook.handbook };
    return `${JSON.stringify({ ...head, ...kept, skills: [...skills, ...plan.others] }, null, 1)}\n`;
  };

  /** A cell in quotes; no spreadsheet may take it for a formula. @param {unknown} value */
  own.csvCell = (value) => {
    const text = String(value ?? "");
    const safe = /^[\s]*[=+\-@＝＋－＠]|^[\t\r\n]/u.test(text) ? `'${text}` : text;
    return `"${safe.replace(/"/g, '""')}"`;
  };

  /** Rows as a file that a French Excel opens: semicolons, a mark of UTF-8. @param {unknown[][]} rows */
  own.asCsv = (rows) =>
    `\ufeff${rows.map((row) => `${row.map(own.csvCell).join(";")}\r\n`).join("")}`;

  /** Text as iCalendar wants it (RFC 5545, 3.3.11). @param {string} text */
  const escaped = (text) => text.replace(/[\\;,]/g, "\\$&").replace(/\r\n|\r|\n/g, "\\n");

  /** A line in pieces of at most 75 octets, no letter cut in two (3.1). @param {string} line */
  own.folded = (line) => {
    const pieces = [""];
    let size = 0;
    for (const letter of line) {
      const octets = new TextEncoder().encode(letter).length;
      if (size + octets > OCTETS) {
        pieces.push(" ");
        size = 1;
      }
      pieces[pieces.length - 1] += letter;
      size += octets;
    }
    return pieces.join("\r\n");
  };

  /**
   * Days of a plan as a calendar.
   * @param {{uid: string, day: string, title: string, text: string}[]} events
   * @param {Date} now
   */
  own.asCalendar = (events, now) => {
    const stamp = now.toISOString().replace(/[-:]|\.\d+/g, "");
    const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//vade-mecum//plan//FR"];
    for (const event of events)
      lines.push(
        "BEGIN:VEVENT",
        `UID:${event.uid}`,
        `DTSTAMP:${stamp}`,
        `DTSTART;VALUE=DATE:${event.day.replaceAll("-", "")}`,
        `SUMMARY:${escaped(event.title)}`,
        `DESCRIPTION:${escaped(event.text)}`,
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
      );
    lines.push("END:VCALENDAR");
    return lines.map((line) => `${own.folded(line)}\r\n`).join("");
  };

  /** A name of a file that every system takes. @param {...string} parts */
  own.fileName = (...parts) =>
    parts
      .map((part) => part.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase())
      .map((part) => part.replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, ""))
      .filter(Boolean)
      .join("-")
      .slice(0, 80);

  /** Hand a file to the browser. @param {string} name @param {string} type @param {string} text */
  own.download = (name, type, text) => {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
  };
})();
