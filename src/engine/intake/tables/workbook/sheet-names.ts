/** What the contract takes as the name of a sheet. */
const longest = 255;

/** Names by which each sheet can be chosen: none is empty, none stands twice, whatever a damaged or hostile file calls them. */
export function distinctNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name, index) => {
    const plain = (name || `Sheet ${index + 1}`).slice(0, longest);
    let distinct = plain;
    for (let count = 2; taken.has(distinct); count++) distinct = `${plain.slice(0, longest - 8)} (${count})`;
    taken.add(distinct);
    return distinct;
  });
}
