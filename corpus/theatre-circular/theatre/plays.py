from theatre import programme

PLAYS = programme.add("Faust")
