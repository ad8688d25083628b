// What a submission makes of a record once the coordinator took it in, as the import writes it.

import { copy, record } from "../form/tree.js";
import { UNASSIGNED } from "./reading.js";

const FORM = "formulir";

// What says that an office of the agency confirmed a record on a day, by the way it came.
export const confirmation = (day, office, via, checks) => record([["tanggal", day], ["jabatan", office], ["cara", checks.kiriman.cara[via] ?? FORM]]);

// A record whose confirmation was taken in; one that nobody confirmed stays as it is.
export function takenIn(tree, coordinator) {
  if (!tree.pengesahan || tree.pengesahan.diterima_oleh) return tree;
  const made = copy(tree);
  Object.assign(made, { status_data: "dikonfirmasi-opd" });
  made.pengesahan.diterima_oleh = coordinator;
  delete made.pembacaan;
  return made;
}

// A record that was sent as confirmed says who confirmed it: the office that sent it.
export function withOffice(tree, { opd, office }, via, { today, checks }) {
  if (tree.status_data !== "dikonfirmasi-opd" || tree.pengesahan || !office || opd === UNASSIGNED) return tree;
  return Object.assign(copy(tree), { pengesahan: confirmation(today, office, via, checks) });
}
