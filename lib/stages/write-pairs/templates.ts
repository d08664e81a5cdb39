// What is the same for every draw of a syllabus stands first, to the byte: providers bill a repeated prefix at a
// fraction. Everything that changes from draw to draw stands after the syllabus.
export const QUESTION_TEMPLATE = `You set homework for a course. Below you find the syllabus of the whole course, then the class session or sessions that the homework belongs to and the key concepts that it has to practise. Write one homework question.

What makes a good question here:
- It practises the given key concepts. When there are several, prefer a question that needs them together over one that treats them one by one; a part of them may be left aside where they do not go together.
- The student has learned all class sessions up to the one named below as learned so far, and nothing of the later ones. The question may build on all that has been learned and must not require what has not.
- Its difficulty fits the level of the course and asks for thought: to apply, derive, design, compare, judge or explain, not to recite a definition.
- It takes whatever form suits the concepts: a calculation, a proof, a case, a text or table to interpret, an error to find, code, a plan, a short essay.
- It stands by itself. It states every figure, assumption, text and table that is needed and refers to nothing the student cannot see: no textbook, lecture, picture, class session or syllabus.
- It can be answered in writing, its figures are realistic and consistent, and it is clear what a complete answer contains.

Write the question itself and nothing else: no title or label before it, no hint, no solution, no answer, no remark about it. Use LaTeX between dollar signs for mathematics.

Discipline: {{discipline}}
Subject: {{subject}}
Level: {{level}}

Syllabus:
{{syllabus}}

End of the syllabus.

Current class session(s):
{{sessions}}
Learned so far: {{learned}}
Key concepts:
{{key_concepts}}

Write the homework question.`;
