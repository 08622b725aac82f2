// Values as the program prints them (reports/format_value.h, base/text.h).
//
// A value is null, a number (a count), a text, [number] or [number, low, high]; see page_tables.h.

const MINUS = "\u2212";
const REPLACEMENT = "\uFFFD";

/** Text of any origin as it may be shown: one line, without control and invisible characters. */
function printable(text) {
  return text
    .replace(/[\n\t\r]/g, " ")
    .replace(/(?!\u200D)[\p{Cc}\p{Cf}\p{Cn}\p{Cs}\p{Zl}\p{Zp}]/gu, REPLACEMENT);
}

/** A number times 10^shift, halves away from zero, from the shortest digits that give it back. */
function roundHalfAway(number, shift, decimals) {
  const [mantissa, exponent] = Math.abs(number).toExponential().split("e");
  const digits = mantissa.replace(".", "");
  const kept = Number(exponent) + 1 + shift + decimals;
  let whole = kept < 0 ? 0n : BigInt("0" + digits.slice(0, kept).padEnd(kept, "0"));
  if (kept >= 0 && digits[kept] >= "5") whole += 1n;
  let text = whole.toString().padStart(decimals + 1, "0");
  if (decimals > 0) text = `${text.slice(0, -decimals)}.${text.slice(-decimals)}`;
  return number < 0 && whole !== 0n ? MINUS + text : text;
}

function printNumber(number, kind) {
  if (number === null) return "n/a";
  if (kind === "share") return roundHalfAway(number, 2, 0) + "%";
  if (kind === "probability" && number < 0.001) return "<0.001";
  return roundHalfAway(number, 0, 3);
}

function printInterval(estimate, kind) {
  if (estimate.includes(null)) return "";
  const [, low, high] = estimate.map((bound) =>
    kind === "share" ? roundHalfAway(bound, 2, 0) : printNumber(bound, kind));
  return `[${low}, ${high}]`;
}

function printCount(count, kind) {
  if (kind === "share" || kind === "probability") return printNumber(count, kind);
  return count < 0 ? MINUS + String(-count) : String(count);
}

/** @returns {{value: string, interval: string}} the interval is empty where there is none */
function printValue(value, kind = "text") {
  if (typeof value === "string") return { value, interval: "" };
  if (typeof value === "number") return { value: printCount(value, kind), interval: "" };
  if (value === null) return { value: "n/a", interval: "" };
  const interval = value.length === 3 ? printInterval(value, kind) : "";
  return { value: printNumber(value[0], kind), interval };
}

/** The shortest form that reads back as the same number, with an exponent where {fmt} has one. */
function shortestNumber(number) {
  if (number === 0) return "0";
  const [mantissa, exponent] = number.toExponential().split("e");
  if (exponent >= -4 && exponent < 16) return String(number);
  const sign = exponent < 0 ? "-" : "+";
  return `${mantissa}e${sign}${String(Math.abs(exponent)).padStart(2, "0")}`;
}

/** "1 issue", "14 issues". */
function counted(count, noun) {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
