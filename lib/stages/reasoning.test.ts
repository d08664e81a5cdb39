import { expect, test } from "vitest";
import { answerStart } from "./reasoning.ts";

test.each([
  ["no reasoning", "The answer.", "The answer."],
  ["reasoning before the answer", "<think>hm</think>The answer.", "The answer."],
  ["reasoning with another tag and in capitals", "\n<THINKING>hm</THINKING>The answer.", "The answer."],
  ["a closing tag alone", "hm\n</think>\nThe answer.", "\nThe answer."],
  ["reasoning that never ends", "<think>hm, the answer", ""],
  [
    "tags that the answer talks about",
    "Wrap it in <think> and </think>.",
    "Wrap it in <think> and </think>.",
  ],
  ["letters that grow in lower case", "<think>İİİ</think>The answer.", "The answer."],
])("the answer begins after %s", (_, content, answer) => {
  expect(content.slice(answerStart(content))).toBe(answer);
});
