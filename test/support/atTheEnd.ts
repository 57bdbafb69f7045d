/**
 * Closes what a test opened, after each test and whatever comes of it: the last first.
 *
 * @param close - how one thing is closed
 * @returns takes what is to be closed, and hands it back
 */
export function atTheEnd<Kind>(close: (opened: Kind) => unknown): <One extends Kind>(opened: One) => One {
  const opened: Kind[] = [];
  afterEach(async () => {
    for (const one of opened.splice(0).reverse()) {
      await close(one);
    }
  });
  return (one) => {
    opened.push(one);
    return one;
  };
}
