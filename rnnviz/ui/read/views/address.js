// ---- address.js: the pinned word in the page's address, written by the browser alone: no script runs for it ----

const KEY = "word";

/**
 * The address with a step pinned; null frees it.
 * @param {string} address
 * @param {number | null} step  From 0.
 */
export function addressWith(address, step) {
  const url = new URL(address);
  if (step === null) url.searchParams.delete(KEY);
  else url.searchParams.set(KEY, String(step + 1));
  return url.href;
}

/**
 * The step that an address pins, or null: it may say anything.
 * @param {string} address
 * @param {number} count
 */
export function pinnedIn(address, count) {
  const came = new URL(address).searchParams.get(KEY) ?? "";
  const step = /^[0-9]{1,7}$/.test(came) ? Number(came) - 1 : -1;
  return step >= 0 && step < count ? step : null;
}

/** @param {number | null} step */
export function keepPinned(step) {
  const address = addressWith(location.href, step);
  if (address !== location.href) history.replaceState(history.state, "", address);
}
