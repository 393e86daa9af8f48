import { equal } from "node:assert/strict";
import { test } from "node:test";

import { addressWith, pinnedIn } from "../../../rnnviz/ui/read/views/address.js";

const ADDRESS = "http://localhost/read?text=a+film&model=LSTM%2C+88.2+%25";

test("a pinned step comes back from the address, and everything else stays in it", () => {
  const pinned = new URL(addressWith(ADDRESS, 4));
  equal(pinnedIn(pinned.href, 10), 4);
  equal(pinned.searchParams.get("model"), "LSTM, 88.2 %");
  equal(new URL(addressWith(pinned.href, null)).search, new URL(addressWith(ADDRESS, null)).search);
});

test("an address that pins what there is not pins nothing", () => {
  for (const came of ["0", "11", "-3", "1.5", "1e1", "", "<b>", "99999999999"]) {
    equal(pinnedIn(`${ADDRESS}&word=${encodeURIComponent(came)}`, 10), null);
  }
  equal(pinnedIn(ADDRESS, 10), null);
});
