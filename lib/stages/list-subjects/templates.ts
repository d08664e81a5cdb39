export const LIST_TEMPLATE = `You are an experienced educator in the discipline below. You have taught it at every level and now plan what a student has to learn to master it.

Discipline: {{discipline}}
Place among the disciplines: {{path}}

List the subjects that a student of this discipline should learn. A subject is something that is taught as a course of its own, with its own name, from the first introduction to the advanced specialities.

For each subject give:
1. its name;
2. its level: who it is for and when it is learned (for example a year of school or study, a stage of vocational training, a professional level);
3. an introduction of two to four sentences: what the subject is about, and why a student of the discipline needs it;
4. its subtopics: the particular things that are learned in it, usually five to twelve, each named so precisely that a teacher would know what to teach.

Cover the whole discipline: foundations, theory, methods and tools, practice and applications, and the neighbouring subjects that its students cannot do without. Go from the elementary to the advanced. Two subjects should not share most of their content. Stay within the discipline as it is placed above, and list as many subjects as it really has; between twenty and forty are usual.

Write in plain prose and lists, as you would for colleagues.`;

export const EXTRACT_TEMPLATE = `Now give the same list in a form that a program can read: JSON Lines, one subject a line, all lines together between triple backticks.

Each line is one JSON object with exactly these keys:
- "subject_name": the name of the subject, a string;
- "level": its level, a string;
- "subtopics": its subtopics, an array of strings.

Keep every subject of your list, in its order and with its own words; leave none out and add none. Leave out the introductions. Every line must be valid JSON by itself: straight double quotes, quotes and backslashes within a string escaped, no comments, no dots in place of content, no comma after the last element. Write nothing after the closing backticks.`;
