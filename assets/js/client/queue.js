/**
 * Runs actions at once, or, while something holds it, afterwards and in order: a transition is not to be cut short by a
 * patch.
 *
 * @returns {{run: (action: () => void) => void, hold: () => (() => void)}} `hold` gives what ends the holding
 */
export function createQueue() {
  const waiting = []
  let holds = 0
  const flush = () => {
    while (!holds && waiting.length) waiting.shift()()
  }
  return {
    run(action) {
      waiting.push(action)
      flush()
    },
    hold() {
      holds++
      return () => {
        holds--
        flush()
      }
    }
  }
}
