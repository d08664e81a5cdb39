export const WRITE_TEMPLATE = `You are an experienced educator in the discipline below, and you design a complete course in one of its subjects.

Discipline: {{discipline}}
Subject: {{subject}}
Level: {{level}}
Subtopics:
{{subtopics}}

Write the syllabus of the course, in Markdown.

Begin with an introduction of one or two paragraphs under the heading "Introduction": what the subject is about, what the course leads up to, and what students are expected to know beforehand.

Then break the course into class sessions, as many as the material needs; between ten and thirty are usual. For each class session give:
1. a name that says what the session teaches;
2. a description of two to four sentences;
3. its knowledge points: about five key concepts, each a particular notion, law, method or skill that can be taught and tested by itself, named precisely and not repeated from another session;
4. its learning outcomes: what students can do after the session;
5. its activities: exercises, discussions, demonstrations or projects.

All subtopics given above must find their place, and what belongs to the subject but is missing there should be added. Order the sessions so that each one builds only on those before it, and fit the depth to the level of the students. Write every session out in full; do not shorten the later ones.`;

export const EXTRACT_TEMPLATE = `Now give the class sessions of this syllabus in a form that a program can read: JSON Lines, one class session a line, all lines together between triple backticks.

Each line is one JSON object with exactly these keys:
- "session_name": the name of the session without its number, a string;
- "description": its description, a string;
- "key_concepts": the key concepts among its knowledge points, an array of strings, each a short phrase that is understood without the rest.

Keep every class session, in the order of the syllabus; leave none out and add none. Every line must be valid JSON by itself: straight double quotes, quotes and backslashes within a string escaped (a LaTeX command needs two backslashes), no comments, no dots in place of content, no comma after the last element. Write nothing after the closing backticks.`;
