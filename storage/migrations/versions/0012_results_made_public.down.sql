-- Back to results that are made public elsewhere.

DROP TABLE survey;

DROP TABLE public_item;

DROP TABLE public_dialogue;

DROP TABLE publication;
