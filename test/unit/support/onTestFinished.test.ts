import { callAll } from "../../support/onTestFinished";

test("every clean-up of a test is called, also after one that throws, and each error is reported", async () => {
  const called: number[] = [];
  const throwing = (at: number) => async () => {
    called.push(at);
    throw new Error(`clean-up ${at}`);
  };
  const all = [throwing(1), () => called.push(2), throwing(3)];
  await expect(callAll(all)).rejects.toThrow(/clean-up 1\n.*clean-up 3/);
  expect(called).toEqual([1, 2, 3]);
});
