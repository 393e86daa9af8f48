"""The instrument "Which words": what each word did to the verdict, by methods that need not agree."""
