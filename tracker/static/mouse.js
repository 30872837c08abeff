// Nothing moves between pressing and letting go: a click whose button or link went elsewhere would be lost.
const LONGEST = 2000; // ms

let isDown = false;
addEventListener("pointerdown", () => (isDown = true), true);
for (const name of ["pointerup", "pointercancel"]) addEventListener(name, () => (isDown = false), true);
addEventListener("blur", () => (isDown = false)); // of the window

export async function untilUp() {
  const began = performance.now();
  while (isDown && performance.now() - began < LONGEST) await new Promise((go) => setTimeout(go, 50));
}
