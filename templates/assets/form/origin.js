// Which file of which proposal: taken apart strictly, so that nothing but a record of a repository on GitHub is asked for.

const NAME = "[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})", PROJECT = "[A-Za-z0-9._-]{1,100}", REF = "[A-Za-z0-9][A-Za-z0-9._/-]{0,199}";
const SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*";
const WHOLE = new RegExp(`^(${NAME}/${PROJECT})@(${REF}):(innovations/${SLUG}/${SLUG}\\.yaml)$`);
const PAGE = new RegExp(`^https://github\\.com/(${NAME}/${PROJECT})/(?:blob|edit|raw)/(${REF})/(innovations/[^/?#]+/[^/?#]+\\.yaml)(?:[?#].*)?$`);
const RAW = new RegExp(`^https://raw\\.githubusercontent\\.com/(${NAME}/${PROJECT})/(?:refs/heads/)?(${REF})/(innovations/[^/?#]+/[^/?#]+\\.yaml)$`);

// Return { repository, ref, path }, or null when it is anything else.
export function origin(repository, ref, path) {
  const match = WHOLE.exec(`${repository}@${ref}:${path}`);
  if (!match || /\.\.|\/\/|\/$|\.lock$/.test(match[2]) || /^\.+$/.test(match[1].split("/")[1])) return null;
  return { repository: match[1], ref: match[2], path: match[3] };
}

export function originOf(address) {
  const match = PAGE.exec(address.trim()) ?? RAW.exec(address.trim());
  return match && origin(match[1], match[2], match[3]);
}

export function rawAddress(host, { repository, ref, path }) {
  return [host, repository, ...ref.split("/").map(encodeURIComponent), path].join("/");
}

export const pageAddress = ({ repository, ref, path }) => `https://github.com/${repository}/blob/${ref}/${path}`;
