"""Where frames come from: cameras, recordings, pictures, the demonstration, scripts for tests."""
