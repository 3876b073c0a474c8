import "app/app.js";
