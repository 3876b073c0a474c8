// A page that begins with a chat: its answers are read at once.
import "app/markdown.js";
import "app/app.js";
